package dev.keepsake.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.store.postgres.LocalPostgres;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresStore;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.store.postgres.StandingPools;
import dev.keepsake.store.sql.SqlStore;
import java.net.URI;
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
import java.util.List;
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
      delete from flyway_schema_history where description = 'of tomorrow';
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

  private static final String TOMORROW = "of tomorrow";
  private static final String HANG_UP = "perform pg_terminate_backend(pg_backend_pid());";

  private final Spare database;
  private boolean cutOff;

  /// All of it stays open as long as the tests run.
  private record Spare(LocalPostgres postgres, StandingPools pools, Connection superuser) {}

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
    return new Spare(
        made,
        new StandingPools(settings(made.applicationUrl(), 8)),
        DriverManager.getConnection(made.jdbcUrl()));
  }

  /// Connections are made when they are needed: most tests need one.
  private static PostgresSettings settings(String url, int connections) {
    return new PostgresSettings(PostgresUrl.parse(url), 0, connections);
  }

  @Override
  SqlStore openStore(SettableClock clock) {
    return database.pools().open(TestMemory.IDS, clock);
  }

  /// As a server opens it, with the look at the database before.
  TestMemory open(String url, int connections, SettableClock clock) {
    return TestMemory.over(
        PostgresStore.open(settings(url, connections), TestMemory.IDS, clock),
        KeepsakeSettings.defaults(folder()).with(RateLimits.OFF),
        TestMemory.model(),
        clock);
  }

  String applicationUrl() {
    return database.postgres().applicationUrl();
  }

  /// As if the server were at another port of this machine.
  String applicationUrl(int port) {
    return applicationUrl().replaceFirst(":\\d+/", ":" + port + "/");
  }

  int port() {
    return URI.create(applicationUrl().substring("jdbc:".length())).getPort();
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
    makeFault("if %s then raise exception 'fault'; end if;".formatted(condition));
    run(
        "create trigger fault before %s on %s for each row execute function fault()"
            .formatted(change, table));
  }

  private void makeFault(String does) {
    run(
        "create function fault() returns trigger language plpgsql as $$ begin "
            + does
            + " return new; end; $$");
  }

  /// Cuts off every server that is connected.
  void hangUp() {
    cutOff = true;
    rows(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            + " and usename = '"
            + LocalPostgres.APPLICATION
            + "'");
  }

  /// Whether servers that connect from now on can change anything, as they can't where the database
  /// has become a replica. Cuts off those that are connected.
  void takeChanges(boolean takes) {
    run(
        "do $$ begin execute format('alter role %s in database %%I set default_transaction_read_only = %s', current_database()); end; $$"
            .formatted(LocalPostgres.APPLICATION, takes ? "off" : "on"));
    hangUp();
  }

  /// Cuts off whoever inserts a row into `table`, until [#failNoMore].
  void hangUpOnInsert(String table) {
    cutOff = true;
    makeFault(HANG_UP);
    run(
        "create trigger fault before insert on %s for each row execute function fault()"
            .formatted(table));
  }

  /// Cuts off whoever has inserted a row into `table`, at the commit, until [#failNoMore].
  void hangUpOnCommit(String table) {
    cutOff = true;
    makeFault(HANG_UP);
    run(
        "create constraint trigger fault after insert on %s deferrable initially deferred for each row execute function fault()"
            .formatted(table));
  }

  /// As if a newer program had migrated the tables.
  void becomeOfVersion(int version) {
    run(
        "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success) values (%1$d, '%1$d', '%2$s', 'SQL', 'x', 'x', 0, true)"
            .formatted(version, TOMORROW));
  }

  /// Every user, as a writer locks its own, until the connection is rolled back.
  Connection lockUsers() throws SQLException {
    Connection connection = DriverManager.getConnection(database.postgres().jdbcUrl());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("select 1 from user_state for update");
    }
    return connection;
  }

  /// Waits until a server waits for a lock.
  void awaitBlocked() {
    while (number(
            "select count(*) from pg_stat_activity, pg_sleep(0.01) where datname ="
                + " current_database() and wait_event_type = 'Lock'")
        == 0) {
      Thread.onSpinWait();
    }
  }

  @Override
  void failNoMore() {
    run("drop function fault() cascade");
  }

  /// In no row of any table.
  @Override
  List<String> kept(List<String> texts) {
    String dump = database.postgres().dump();
    return texts.stream().filter(dump::contains).toList();
  }

  @Override
  public void close() {
    if (cutOff) {
      database.pools().close(); // some of their connections lead nowhere
    }
    run(EMPTY);
    SPARE.push(database);
  }
}
