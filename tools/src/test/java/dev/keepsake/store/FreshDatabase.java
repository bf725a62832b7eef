package dev.keepsake.store;

import dev.keepsake.store.postgres.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/// A database that only the migrations have touched.
final class FreshDatabase implements AutoCloseable {
  private final String dialect;
  private final DataSource source;
  private final @Nullable LocalPostgres server;

  private FreshDatabase(String dialect, DataSource source, @Nullable LocalPostgres server) {
    this.dialect = dialect;
    this.source = source;
    this.server = server;
    flyway().migrate();
  }

  static FreshDatabase sqlite(Path folder) {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("keepsake.db"));
    source.setEnforceForeignKeys(true);
    return new FreshDatabase("sqlite", source, null);
  }

  static FreshDatabase postgres() throws SQLException {
    LocalPostgres server = LocalPostgres.start();
    var source = new PGSimpleDataSource();
    source.setUrl(server.jdbcUrl());
    return new FreshDatabase("postgres", source, server);
  }

  /// The name of its folders under `migrations/` and `sql/`.
  String dialect() {
    return dialect;
  }

  Connection connect() throws SQLException {
    return source.getConnection();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Flyway flyway() {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:migrations/" + dialect)
        .placeholders(Map.of("application", "postgres"))
        .loggers("slf4j")
        .load();
  }

  @Override
  public void close() throws SQLException {
    if (server != null) {
      server.close();
    }
  }
}
