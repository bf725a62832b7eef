package dev.keepsake.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the audit trail is made provable.
///
/// @param keyFile has the key that signs checkpoints; made if it is not there. Servers on one
///   database should have the same
/// @param checkpointEvery between two checkpoints while anything happens, 1 minute to 7 days;
///   default 1 hour; empty: only when somebody asks for one
/// @param reads whether reads leave events too; default false: each costs a read a write
public record AuditSettings(Path keyFile, Optional<Duration> checkpointEvery, boolean reads) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  public AuditSettings {
    checkpointEvery
        .filter(every -> every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0)
        .ifPresent(every -> {
          throw new IllegalArgumentException("not 1 minute to 7 days: " + every);
        });
  }

  /// Where the newest checkpoint is noted that was seen here: beside the key.
  public Path noteFile() {
    return keyFile.resolveSibling(keyFile.getFileName() + ".last");
  }

  public static AuditSettings defaults(Path home) {
    return new AuditSettings(home.resolve("audit.key"), Optional.of(Duration.ofHours(1)), false);
  }

  /// The same with reads audited.
  public AuditSettings auditingReads() {
    return new AuditSettings(keyFile, checkpointEvery, true);
  }
}
