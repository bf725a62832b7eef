package dev.keepsake.erase;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.ErasureRows.Found;
import dev.keepsake.store.ErasureRows.Kept;
import dev.keepsake.store.WriteTx;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One chain, and what else is there of it. What is about a memory of another chain, or was
/// accepted and says more than this one does, stays and is told.
final class ChainErasure implements Meant {
  private static final int AT_ONCE = 500;

  private final Chain chain;
  private final Traces traces = new Traces();
  private final Set<String> mentions = new LinkedHashSet<>();

  /// Of other chains, those that are there.
  private final Set<MemoryId> others = new HashSet<>();

  private ChainErasure(Chain chain) {
    this.chain = chain;
  }

  static ChainErasure of(WriteTx tx, UserId user, MemoryId asked) {
    var erasure = new ChainErasure(Chain.of(tx, user, asked));
    erasure.recognise(tx, asked);
    erasure.findMentions(tx, user);
    return erasure;
  }

  List<Found> memories() {
    return chain.found();
  }

  /// Ids of what stays and has the words of these memories in it: memories, raw memories,
  /// conversations, writes that wait.
  List<String> mentions() {
    return List.copyOf(mentions);
  }

  private void recognise(WriteTx tx, MemoryId asked) {
    chain.ids().forEach(id -> traces.add(id.toString()));
    chain.stored().forEach(memory -> traces.addText(memory.content().text()));
    tx.audit()
        .chain(
            new EventWalk((chained, _) -> {
              if (isAbout(chained.event())) {
                traces.addTexts(chained.event());
                traces.addCalls(chained.event());
              }
            }));
    // one that is not decided yet has no event
    tx.erasure().kept().stream()
        .filter(kept -> isQueuedAs(kept, asked))
        .flatMap(kept -> kept.words().stream())
        .forEach(traces::addContent);
  }

  private static boolean isQueuedAs(Kept kept, MemoryId asked) {
    return kept instanceof Kept.Queued queued && queued.id().equals(asked);
  }

  private boolean isAbout(AuditEvent event) {
    return event.memory().filter(chain.ids()::contains).isPresent();
  }

  private void findMentions(WriteTx tx, UserId user) {
    List<MemoryId> all =
        tx.erasure().memories().stream()
            .map(Found::id)
            .filter(id -> !chain.ids().contains(id))
            .toList();
    others.addAll(all);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<MemoryId> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      tx.transfer().find(user, some).values().stream()
          .filter(one -> traces.isMentioned(one.memory().content().text()))
          .forEach(one -> mentions.add(one.memory().id().toString()));
    }
    tx.raw()
        .contexts((id, context) -> {
          if (traces.isMentioned(context)) {
            mentions.add(id.toString());
          }
        });
    tx.conversations()
        .words((id, said) -> {
          if (!mentions.contains(id.value()) && traces.areMentionedIn(said)) {
            mentions.add(id.value());
          }
        });
  }

  /// Of a memory of another chain that is gone, what says the same goes too; of one that is there
  /// the events stay with it.
  @Override
  public boolean event(AuditEvent event) {
    if (isAbout(event)) {
      return true;
    }
    if (event.memory().isEmpty()) {
      boolean theirs = traces.isNamedBy(event) || traces.isSaid(event);
      if (theirs) {
        traces.addCalls(event); // so that what is kept of these goes too
      }
      return theirs || traces.isMentioned(event);
    }
    MemoryId other = event.memory().get();
    if (others.contains(other)) {
      if (traces.isMentioned(event)) {
        mentions.add(other.toString());
      }
      return false;
    }
    return traces.isSaid(event);
  }

  @Override
  public boolean row(Kept kept) {
    boolean goes =
        kept.name().filter(traces::isNamed).isPresent()
            || kept.words().stream().anyMatch(traces::leadTo);
    if (!goes && kept.words().stream().anyMatch(traces::areMentionedIn)) {
      kept.name().ifPresent(mentions::add);
    }
    return goes;
  }
}
