package dev.keepsake.store.sqlite;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What a failure of SQLite means to the caller. Result codes: https://www.sqlite.org/rescode.html
final class SqliteFailure {
  private SqliteFailure() {}

  static String meaning(SQLException failure) {
    return switch (primary(failure)) {
      case SQLITE_FULL -> "the disk is full";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
          "no permission to write there";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another process holds it";
      case SQLITE_CORRUPT, SQLITE_NOTADB -> "the file is damaged";
      case SQLITE_IOERR -> "the disk reports an error";
      default -> "unexpected error";
    };
  }

  static boolean busy(SQLException failure) {
    return switch (primary(failure)) {
      case SQLITE_BUSY, SQLITE_LOCKED -> true;
      default -> false;
    };
  }

  static boolean damaged(SQLException failure) {
    return switch (primary(failure)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
      default -> false;
    };
  }

  /// A refusal that says whether anything was changed: it was not.
  static MemoryException refusal(SQLException failure) {
    if (primary(failure) == SQLiteErrorCode.SQLITE_BUSY) {
      return new MemoryException(
          ErrorCode.OVERLOADED,
          "Another process has held the store for 30 s; nothing was changed, try again.",
          failure);
    }
    return new MemoryException(
        ErrorCode.STORE_UNAVAILABLE,
        "The store failed (" + meaning(failure) + "); nothing was changed.",
        failure);
  }

  /// Without the detail that an extended result code adds in its upper bits.
  private static SQLiteErrorCode primary(SQLException failure) {
    return failure instanceof SQLiteException e
        ? SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }
}
