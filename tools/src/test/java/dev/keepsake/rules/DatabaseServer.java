package dev.keepsake.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.store.postgres.LocalPostgres;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresStore;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.store.sql.SqlStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A database of a real Postgres, opened with the servers' role and meddled with as the superuser.
///
/// The next test gets it emptied, since that is cheaper than another one.
final class DatabaseServer extends TestDatabase {
  private static final Deque<Spare> SPARE = new ArrayDeque<>();

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /// Without the guards, which forbid even this. The views belong to embedding spaces, and are made
  /// with them.
  private static final String EMPTY =
      """
      drop function if exists fault() cascade;
      set session_replication_role = replica;
      do $$
      declare
        made record;
      begin
        for made in select relname, relkind from pg_class
          where relnamespace = 'public'::regnamespace and relname <> 'flyway_schema_history'
            and (relkind = 'r' or relname like 'memory\\_vectors\\_%')
        loop
          if made.relkind = 'r' then
            execute format('delete from %I', made.relname);
          else
            execute format('drop view %I', made.relname);
          end if;
        end loop;
      end;
      $$;
      reset session_replication_role;
      """;

  private final Spare database;

  /// @param superuser open as long as the tests run
  private record Spare(LocalPostgres postgres, Connection superuser) {}

  private DatabaseServer(Path folder, Spare database) {
    super(folder);
    this.database = database;
  }

  static DatabaseServer make(Path folder) {
    @Nullable Spare spare = SPARE.poll();
    try {
      return new DatabaseServer(folder, spare == null ? another() : spare);
    } catch (SQLException e) {
      throw new IllegalStateException("no database could be made", e);
    }
  }

  private static Spare another() throws SQLException {
    LocalPostgres made = LocalPostgres.migrated();
    return new Spare(made, DriverManager.getConnection(made.jdbcUrl()));
  }

  @Override
  SqlStore openStore(SettableClock clock) {
    var url = PostgresUrl.parse(database.postgres().applicationUrl());
    return PostgresStore.open(
        new PostgresSettings(url, 0, 8), OnnxEmbedder.SPACE, TestMemory.IDS, clock);
  }

  @Override
  Visit visit() {
    return new Staying(database.superuser());
  }

  private record Staying(Connection connection) implements Visit {
    @Override
    public void close() {
      // for the next visit
    }
  }

  @Override
  String text(ResultSet row, int column) throws SQLException {
    if (row.getObject(column) == null) {
      return "null";
    }
    return switch (row.getMetaData().getColumnTypeName(column)) {
      case "timestamptz" ->
          Long.toString(
              ChronoUnit.MICROS.between(
                  Instant.EPOCH, row.getObject(column, OffsetDateTime.class).toInstant()));
      case "bool" -> row.getBoolean(column) ? "1" : "0";
      case "float8" -> Double.toString(row.getDouble(column));
      case "jsonb" -> compact(row.getString(column));
      default -> row.getString(column);
    };
  }

  private static String compact(String json) {
    try {
      return JSON.readTree(json).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("jsonb is JSON", e);
    }
  }

  @Override
  String later(String column, Duration by) {
    return "%s + interval '%d microseconds'".formatted(column, by.toNanos() / 1_000);
  }

  @Override
  String at(Instant moment) {
    return "timestamptz '%s'".formatted(moment);
  }

  @Override
  void takeGuardsOffTheAuditTrail() {
    run("set session_replication_role = replica");
  }

  @Override
  void failOnInsert(String table, int rows) {
    fail("insert", table, "(select count(*) from %s) >= %d".formatted(table, rows));
  }

  @Override
  void failOnUpdate(String table) {
    fail("update", table, "true");
  }

  private void fail(String change, String table, String condition) {
    run(
        "create function fault() returns trigger language plpgsql as $$ begin if "
            + condition
            + " then raise exception 'fault'; end if; return new; end; $$",
        "create trigger fault before %s on %s for each row execute function fault()"
            .formatted(change, table));
  }

  @Override
  void failNoMore() {
    run("drop function fault() cascade");
  }

  /// In no row of any table.
  @Override
  boolean holds(String text) {
    return rows("select tablename from pg_tables where schemaname = 'public'").stream()
        .map(table -> table.get("tablename"))
        .anyMatch(table -> rows("select t::text from " + table + " t").toString().contains(text));
  }

  @Override
  public void close() {
    run(EMPTY);
    SPARE.push(database);
  }
}
