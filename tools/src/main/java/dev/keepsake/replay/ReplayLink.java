package dev.keepsake.replay;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Scope;
import dev.keepsake.store.AuditReads.Link;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Picks the events that tell of one write each.
record ReplayLink(
    Scope scope,
    Predicate<AuditEvent> which,
    Instant since,
    Optional<Instant> until,
    ReplayTally tally)
    implements Link {
  /// The answer to a confirmation has its event beside that of the write.
  private static final String ASKED = "confirm_needed";

  @Override
  public void event(ChainedEvent chained, Optional<String> salt) {
    boolean within =
        !chained.at().isBefore(since) && until.map(chained.at()::isBefore).orElse(true);
    AuditEvent event = chained.event();
    if (within && event.owner().scope().equals(scope) && which.test(event) && isWrite(event)) {
      tally.add(chained);
    }
  }

  /// What was brought in by its user was not decided by a policy.
  private static boolean isWrite(AuditEvent event) {
    return event.origin().extraction() != ExtractionType.IMPORT
        && event.subject().isPresent()
        && switch (event.operation()) {
          case CREATE, REFUSE -> true;
          case CONFIRM -> event.action().equals(ASKED);
          case SUPERSEDE, UPDATE, DELETE, RESTORE, ARCHIVE, EXPIRE, PURGE, ERASE, READ -> false;
        };
  }

  @Override
  public void unreadable(long seq, String hash) {
    // no event, and so no write; `audit verify` tells of it
  }
}
