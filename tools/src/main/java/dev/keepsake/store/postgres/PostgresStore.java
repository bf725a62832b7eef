package dev.keepsake.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.IdSource;
import dev.keepsake.store.StoreCheck;
import dev.keepsake.store.sql.SqlFigures;
import dev.keepsake.store.sql.SqlStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Opens the store of production mode.
public final class PostgresStore {
  /// How long a call waits for a connection of the pool, and so how long an outage costs it.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private PostgresStore() {}

  /// Opens the store after a look at whether it can be used: of this version, with the rights that
  /// it takes and none that would undo the wall between users.
  ///
  /// @throws MemoryException with `STORE_UNAVAILABLE` if it can't, or `STORE_OUTDATED` if the
  ///   database is of a newer version; the message names the setting, says what was tried, and what
  ///   to do
  public static SqlStore open(PostgresSettings settings, IdSource ids, InstantSource clock) {
    new PostgresCheck(settings.url()).run();
    return over(new HikariDataSource(pool(settings)), ids, clock);
  }

  /// The store on connections that are there already.
  static SqlStore over(HikariDataSource pool, IdSource ids, InstantSource clock) {
    var dialect = new PostgresDialect();
    var database = new PostgresDatabase(pool, dialect);
    try {
      return new SqlStore(database, dialect, ids, clock);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// Looks at the store without changing anything.
  ///
  /// @param since from when on its figures count what has happened
  public static StoreCheck check(PostgresSettings settings, Instant since) {
    try {
      new PostgresCheck(settings.url()).run();
      var one = new PostgresSettings(settings.url(), 0, 1);
      var dialect = new PostgresDialect();
      try (var database = new PostgresDatabase(new HikariDataSource(pool(one)), dialect)) {
        return new StoreCheck.Sound(
            PostgresMigration.NEWEST, new SqlFigures(database, dialect).all(since));
      }
    } catch (MemoryException e) {
      return new StoreCheck.Unsound(String.valueOf(e.getMessage()));
    }
  }

  static HikariConfig pool(PostgresSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("keepsake");
    config.setDataSource(settings.url().source());
    config.setMinimumIdle(settings.poolMin());
    config.setMaximumPoolSize(settings.poolMax());
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setAutoCommit(false);
    config.setInitializationFailTimeout(-1); // whether it can be reached was asked just before
    return config;
  }
}
