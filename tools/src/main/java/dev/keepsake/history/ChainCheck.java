package dev.keepsake.history;

import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.store.AuditReads;
import java.util.ArrayList;
import java.util.List;

/// What a walk over a user's chain of events found.
///
/// A chain that was recomputed as a whole shows no fault here: that takes a checkpoint outside the
/// database.
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
    var walk = new Walk();
    audit.chain(walk::step);
    return walk.end(audit.head());
  }

  private static final class Walk {
    private final List<String> faults = new ArrayList<>();
    private long seq;
    private String hash = AuditChain.GENESIS;

    void step(ChainedEvent event) {
      if (event.seq() != seq + 1) {
        faults.add("event %d follows event %d".formatted(event.seq(), seq));
      }
      if (!event.previousHash().equals(hash)) {
        faults.add("event %d does not follow what stands before it".formatted(event.seq()));
      }
      if (!AuditChain.holds(event)) {
        faults.add("event %d is not as it was written".formatted(event.seq()));
      }
      seq = event.seq();
      hash = event.hash();
    }

    ChainCheck end(AuditReads.Head head) {
      if (head.seq() != seq || !head.hash().equals(hash)) {
        faults.add("the chain ends at event %d, its user's state at %d".formatted(seq, head.seq()));
      }
      return new ChainCheck(seq, faults);
    }
  }
}
