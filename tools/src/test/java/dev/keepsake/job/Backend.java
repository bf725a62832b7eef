package dev.keepsake.job;

import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.store.postgres.LocalPostgres;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresStore;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A database of a test's own.
interface Backend extends AutoCloseable {

  /// As one process opens it.
  SqlStore open(SettableClock clock);

  Rows rows();

  /// `moment` as a literal.
  String literal(Instant moment);

  @Override
  void close() throws SQLException;

  static Backend sqlite(Path folder) {
    return new Backend() {
      @Override
      public SqlStore open(SettableClock clock) {
        return SqliteStore.open(folder, OnnxEmbedder.SPACE, TestMemory.IDS, clock);
      }

      @Override
      public Rows rows() {
        return new Rows("jdbc:sqlite:" + folder.resolve("keepsake.db"));
      }

      @Override
      public String literal(Instant moment) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
      }

      @Override
      public void close() {
        // the folder is the test's
      }
    };
  }

  static Backend postgres() throws SQLException {
    LocalPostgres postgres = LocalPostgres.migrated();
    return new Backend() {
      @Override
      public SqlStore open(SettableClock clock) {
        var settings = new PostgresSettings(PostgresUrl.parse(postgres.applicationUrl()), 1, 4);
        return PostgresStore.open(settings, OnnxEmbedder.SPACE, TestMemory.IDS, clock);
      }

      @Override
      public Rows rows() {
        return new Rows(postgres.jdbcUrl());
      }

      @Override
      public String literal(Instant moment) {
        return "timestamptz '" + moment + "'";
      }

      @Override
      public void close() throws SQLException {
        postgres.close();
      }
    };
  }
}
