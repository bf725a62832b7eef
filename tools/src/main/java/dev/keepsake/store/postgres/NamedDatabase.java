package dev.keepsake.store.postgres;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.sql.Connection;
import java.sql.SQLException;

/// A database as a setting names it: who refuses it says which one, and by which setting.
///
/// @param variable the environment's name of the setting
record NamedDatabase(PostgresUrl url, String variable) {

  static NamedDatabase ofServers(PostgresUrl url) {
    return new NamedDatabase(url, "KEEPSAKE_DATABASE_URL");
  }

  static NamedDatabase ofOwner(PostgresUrl url) {
    return new NamedDatabase(url, "KEEPSAKE_DATABASE_OWNER_URL");
  }

  /// @throws MemoryException with `STORE_UNAVAILABLE` if there is no connection to be had
  Connection connect() {
    try {
      return url.source().getConnection();
    } catch (SQLException e) {
      throw unusable(PostgresAdvice.onConnecting(e, variable), e);
    }
  }

  /// @param reason a clause that says why, and what to do
  MemoryException unusable(String reason) {
    return new MemoryException(ErrorCode.STORE_UNAVAILABLE, sentence(reason));
  }

  MemoryException unusable(String reason, Exception cause) {
    return new MemoryException(ErrorCode.STORE_UNAVAILABLE, sentence(reason), cause);
  }

  /// A statement of the look at it failed.
  MemoryException unusable(SQLException failure) {
    return unusable(PostgresAdvice.onUsing(failure, variable), failure);
  }

  /// @param version of its tables, of which this program does not know
  MemoryException newer(int version) {
    return new MemoryException(
        ErrorCode.STORE_OUTDATED,
        "The database %s (%s) is of version %d, and this program knows %d: update the program."
            .formatted(url, variable, version, PostgresMigration.NEWEST));
  }

  private String sentence(String reason) {
    return "The database %s (%s) cannot be used: %s".formatted(url, variable, reason);
  }
}
