package dev.keepsake.store.postgres;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/// What a failure of Postgres means to the caller. SQLSTATEs:
/// https://www.postgresql.org/docs/current/errcodes-appendix.html
final class PostgresFailure {
  private PostgresFailure() {}

  /// Whether the same transaction may succeed if it is run again.
  static boolean mayBeRepeated(SQLException failure) {
    return switch (state(failure)) {
      case "40001", "40P01" -> true; // serialization failure, deadlock
      default -> false;
    };
  }

  /// A refusal that says that nothing was changed.
  static MemoryException refusal(SQLException failure) {
    if (failure instanceof SQLTransientConnectionException && cause(failure).isEmpty()) {
      return new MemoryException(
          ErrorCode.OVERLOADED,
          "Every connection to the store is in use; nothing was changed, try again in a moment.",
          failure);
    }
    return new MemoryException(
        ErrorCode.STORE_UNAVAILABLE,
        "The store failed (" + meaning(failure) + "); nothing was changed.",
        failure);
  }

  /// The connection broke while the transaction was committed: nobody knows on which side of it.
  static MemoryException unknownOutcome(SQLException failure) {
    return new MemoryException(
        ErrorCode.STORE_UNAVAILABLE,
        "The connection to the store broke at the very end: whether the change was stored is not"
            + " known. Ask again with the same `idempotency_key`, or look whether it is there.",
        failure);
  }

  /// In words for the caller; what Postgres says itself may hold what was bound.
  static String meaning(SQLException failure) {
    String state = state(cause(failure).orElse(failure));
    return switch (state) {
      case "42501" -> "its role lacks a right: the operator runs keepsake migrate";
      case "42P01", "42703", "42883" -> "its tables are not of this version";
      case "53100" -> "its disk is full";
      case "53300" -> "it takes no more connections";
      case "25006" -> "it takes no changes: it is a replica, or set to be read only";
      case "57014" -> "the statement was cancelled";
      default ->
          state.startsWith("08") || state.startsWith("57P") || state.isEmpty()
              ? "it can't be reached"
              : "error " + state;
    };
  }

  /// Whether the connection is gone, as opposed to a statement that was refused.
  static boolean lostConnection(SQLException failure) {
    return state(failure).startsWith("08") || state(failure).startsWith("57P");
  }

  static String state(SQLException failure) {
    return Optional.ofNullable(failure.getSQLState()).orElse("");
  }

  /// What the pool could not connect for, if it says.
  static Optional<SQLException> cause(SQLException failure) {
    return failure.getCause() instanceof SQLException cause ? Optional.of(cause) : Optional.empty();
  }
}
