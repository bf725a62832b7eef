package dev.keepsake.store.sqlite;

import dev.keepsake.memory.IdSource;
import dev.keepsake.store.StoreCheck;
import dev.keepsake.store.sql.SqlStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// Opens the store of embedded mode: the file `keepsake.db` in a data folder.
public final class SqliteStore {
  private SqliteStore() {}

  /// Opens the store, making or migrating the file first where that is due.
  ///
  /// @throws dev.keepsake.error.MemoryException with `STORE_UNAVAILABLE` if the folder or the file
  ///   can't be used, or `STORE_OUTDATED` if the file is of a newer version; the message says what
  ///   to do
  public static SqlStore open(Path folder, IdSource ids, InstantSource clock) {
    var dialect = new SqliteDialect();
    var file = new SqliteFile(folder);
    var database = new SqliteDatabase(file, file.prepare(), dialect);
    try {
      return new SqlStore(database, dialect, ids, clock);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// Looks at the store of a data folder without changing anything, also where there is none.
  ///
  /// @param since from when on its figures count what has happened
  public static StoreCheck check(Path folder, Instant since) {
    return new SqliteCheck(folder).run(since);
  }
}
