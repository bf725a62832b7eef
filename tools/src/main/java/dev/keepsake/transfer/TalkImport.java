package dev.keepsake.transfer;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Message;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.TransferReads.MessageOf;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.transfer.ImportSummary.Beside;
import dev.keepsake.transfer.ImportSummary.Count;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// What becomes of raw memories, conversations and messages of a file: what is there already stays
/// as it is, the rest is stored, some at a time. What holds a secret is left out.
final class TalkImport {
  private static final Set<String> SECRETS = Set.of("secret");
  private static final int BATCH = 250;
  private static final long BATCH_CHARACTERS = 4 << 20;

  private final Transactions transactions;
  private final SensitiveClasses classes;
  private final InstantSource clock;
  private final Caller caller;
  private final Owner owner;
  private final Instant exportedAt;
  private final boolean dryRun;

  private final Tally raw = new Tally();
  private final Tally conversations = new Tally();
  private final Tally messages = new Tally();

  /// Those whose messages are taken: there was none of the id, or it is the same.
  private final Set<ConversationId> taken = new HashSet<>();

  /// Of those, the ones that are not there.
  private final Set<ConversationId> fresh = new HashSet<>();

  private final List<MessageOf> batch = new ArrayList<>();
  private long characters;

  TalkImport(
      Transactions transactions,
      SensitiveClasses classes,
      InstantSource clock,
      Caller caller,
      Owner owner,
      Instant exportedAt,
      boolean dryRun) {
    this.transactions = transactions;
    this.classes = classes;
    this.clock = clock;
    this.caller = caller;
    this.owner = owner;
    this.exportedAt = exportedAt;
    this.dryRun = dryRun;
  }

  private static final class Tally {
    private long read;
    private long created;
    private long alreadyThere;
    private long differs;
    private long rejected;

    Count count() {
      return new Count(read, created, alreadyThere, differs, rejected);
    }
  }

  void raw(RawMemory memory) {
    raw.read++;
    if (holdsSecret(Stream.of(memory.context(), memory.filterTags()))) {
      raw.rejected++;
      return;
    }
    Optional<Boolean> same =
        there(tx -> tx.raw().find(owner, memory.id()).map(found -> isSame(found, memory)));
    if (same.isPresent()) {
      settle(raw, same.get());
      return;
    }
    raw.created++;
    write(tx -> {
      if (!tx.raw().isTaken(owner, memory.id())) {
        tx.raw().insert(memory, caller.tenant().client());
      }
    });
  }

  private static boolean isSame(RawMemory there, RawMemory read) {
    return there.context().equals(read.context())
        && there.updatedAt().equals(read.updatedAt())
        && there.createdAt().equals(read.createdAt());
  }

  void conversation(Conversation conversation) {
    conversations.read++;
    Optional<Boolean> same =
        there(tx ->
            tx.conversations()
                .find(owner, conversation.id())
                .map(found -> isSame(found, conversation)));
    if (same.orElse(true)) {
      taken.add(conversation.id());
    }
    if (same.isPresent()) {
      settle(conversations, same.get());
      return;
    }
    conversations.created++;
    fresh.add(conversation.id());
    write(tx -> {
      if (tx.conversations().find(owner, conversation.id()).isEmpty()) {
        tx.transfer().restore(conversation, caller.tenant().client());
      }
    });
  }

  private static boolean isSame(Conversation there, Conversation read) {
    return there.createdAt().equals(read.createdAt())
        && there.total() == read.total()
        && there.held() == read.held();
  }

  private static void settle(Tally tally, boolean same) {
    if (same) {
      tally.alreadyThere++;
    } else {
      tally.differs++;
    }
  }

  void message(MessageOf read) {
    messages.read++;
    Message.Body body = read.message().body();
    if (!taken.contains(read.of())) {
      messages.differs++;
    } else if (holdsSecret(Stream.concat(body.content().stream(), body.extra().stream()))) {
      messages.rejected++;
    } else {
      batch.add(read);
      characters += body.content().map(String::length).orElse(0);
      characters += body.extra().map(String::length).orElse(0);
      if (batch.size() == BATCH || characters > BATCH_CHARACTERS) {
        carryOut();
      }
    }
  }

  Beside end() {
    carryOut();
    return new Beside(raw.count(), conversations.count(), messages.count());
  }

  private void carryOut() {
    if (!batch.isEmpty()) {
      List<MessageOf> some = List.copyOf(batch);
      long created =
          dryRun
              ? some.stream().filter(one -> fresh.contains(one.of())).count()
              : transactions.write(owner.user(), now(), tx -> tx.transfer().restore(owner, some));
      messages.created += created;
      messages.alreadyThere += some.size() - created;
      batch.clear();
      characters = 0;
    }
  }

  private boolean holdsSecret(Stream<String> texts) {
    return texts.anyMatch(text -> !classes.find(text, SECRETS).isEmpty());
  }

  private <R> Optional<R> there(Function<ReadTx, Optional<R>> look) {
    return transactions.read(owner.user(), look);
  }

  private void write(Consumer<WriteTx> work) {
    if (!dryRun) {
      transactions.write(
          owner.user(),
          now(),
          tx -> {
            work.accept(tx);
            return tx.at();
          });
    }
  }

  /// Never before what is imported.
  private Instant now() {
    Instant wall = clock.instant();
    return wall.isBefore(exportedAt) ? exportedAt : wall;
  }
}
