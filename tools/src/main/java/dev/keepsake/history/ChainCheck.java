package dev.keepsake.history;

import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.EventForm;
import dev.keepsake.audit.TextDigests;
import dev.keepsake.store.AuditReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a walk over a user's chain of events found.
///
/// A chain that was recomputed as a whole shows a fault only against a signed head of it.
///
/// @param events how many there are
/// @param faults what does not fit, with the number of the event; empty if all is well
public record ChainCheck(long events, List<String> faults) {
  static final ChainCheck EMPTY = new ChainCheck(0, List.of());

  public ChainCheck {
    faults = List.copyOf(faults);
  }

  public boolean whole() {
    return faults.isEmpty();
  }

  static ChainCheck of(AuditReads audit) {
    return of(audit, new TreeMap<>());
  }

  /// @param signed where the chain stood at the checkpoints: hashes by the number of the event
  static ChainCheck of(AuditReads audit, SortedMap<Long, String> signed) {
    var walk = new Walk(signed);
    audit.chain(walk);
    return walk.end(audit.head());
  }

  private static final class Walk implements AuditReads.Link {
    private final List<String> faults = new ArrayList<>();
    private long seq;
    private String hash = AuditChain.GENESIS;
    private final SortedMap<Long, String> signed;

    /// Events that had words and have none, of which no erasure was read yet.
    private final TreeSet<Long> emptied = new TreeSet<>();

    Walk(SortedMap<Long, String> signed) {
      this.signed = signed;
    }

    @Override
    public void event(ChainedEvent event, Optional<String> salt) {
      follow(event.seq());
      if (!event.previousHash().equals(hash)) {
        faults.add("event %d does not follow what stands before it".formatted(event.seq()));
      }
      if (!AuditChain.holds(event)) {
        faults.add("event %d is not as it was written".formatted(event.seq()));
      }
      if (salt.isPresent() && !textsHold(event, salt.get())) {
        faults.add("the text of event %d is not as it was written".formatted(event.seq()));
      }
      if (salt.isEmpty() && isRobbed(event)) {
        emptied.add(event.seq());
      }
      account(event);
      hash = event.hash();
      compare();
    }

    /// Older forms don't say whether there ever was a text.
    private static boolean isRobbed(ChainedEvent event) {
      return event.form() == EventForm.ACCOUNTED
          && event.digests().any()
          && !event.event().isUnkept();
    }

    /// Words may go behind an event that says so.
    private void account(ChainedEvent event) {
      try {
        for (var range : event.event().erasedTexts().ranges()) {
          emptied.headSet(event.seq()).removeIf(range::has);
        }
      } catch (IllegalArgumentException e) {
        faults.add("event %d names no events".formatted(event.seq()));
      }
    }

    private void compare() {
      if (!signed.getOrDefault(seq, hash).equals(hash)) {
        faults.add("event %d is not the one that was signed".formatted(seq));
      }
    }

    @Override
    public void unreadable(long number, String itsHash) {
      follow(number);
      faults.add("event %d is not as it was written".formatted(number));
      hash = itsHash;
      compare();
    }

    private void follow(long number) {
      if (number != seq + 1) {
        faults.add("event %d follows event %d".formatted(number, seq));
      }
      seq = number;
    }

    private static boolean textsHold(ChainedEvent event, String salt) {
      try {
        return TextDigests.of(event.form(), salt, event.event()).equals(event.digests());
      } catch (IllegalArgumentException e) { // no salt of ours
        return false;
      }
    }

    ChainCheck end(AuditReads.Head head) {
      emptied.forEach(number ->
          faults.add("the text of event %d is gone, and no erasure says so".formatted(number)));
      if (head.seq() != seq || !head.hash().equals(hash)) {
        faults.add("the chain ends at event %d, its user's state at %d".formatted(seq, head.seq()));
      }
      if (!signed.isEmpty() && signed.lastKey() > seq) {
        faults.add(
            "the chain ends at event %d, and %d were signed".formatted(seq, signed.lastKey()));
      }
      return new ChainCheck(seq, faults);
    }
  }
}
