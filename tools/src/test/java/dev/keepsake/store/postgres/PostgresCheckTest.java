package dev.keepsake.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database that can't be used stops the start, which says which one, why, and what to do.
class PostgresCheckTest {
  private LocalPostgres postgres;

  @BeforeEach
  void start() throws SQLException {
    postgres = LocalPostgres.migrated();
  }

  @AfterEach
  void stop() throws SQLException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static MemoryException refused(String url) {
    var failure =
        catchThrowableOfType(
            MemoryException.class, () -> new PostgresCheck(PostgresUrl.parse(url)).run());
    assertThat(failure).as("refusal").isNotNull();
    assertThat(failure.getMessage())
        .contains("KEEPSAKE_DATABASE_URL")
        .doesNotContain(password(url));
    return failure;
  }

  private static String password(String url) {
    return url.replaceAll(".*password=([^&]*).*", "$1");
  }

  private MemoryException refused() {
    return refused(postgres.applicationUrl());
  }

  private void assertAccepted() {
    assertThatCode(() -> new PostgresCheck(PostgresUrl.parse(postgres.applicationUrl())).run())
        .doesNotThrowAnyException();
  }

  /// Of the test's own database, for a role of all databases.
  private void alterRole(String role, String change) throws SQLException {
    postgres.execute(
        "do $$ begin execute format('alter role %s in database %%I %s', current_database()); end; $$"
            .formatted(role, change));
  }

  @Test
  void a_database_as_it_should_be_is_accepted() {
    assertAccepted();
  }

  @Test
  void nobody_listens_there() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(refused("postgresql://keepsake_app:s3cret-word@127.0.0.1:" + port + "/keepsake"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("KEEPSAKE_DATABASE_URL")
        .hasMessageContaining("Is it running")
        .message()
        .doesNotContain("s3cret-word");
  }

  @Test
  void no_such_host() {
    assertThat(refused("postgresql://a:b-secret@no-such-host.invalid/keepsake"))
        .hasMessageContaining("no-such-host.invalid")
        .hasMessageContaining("KEEPSAKE_DATABASE_URL");
  }

  @Test
  void the_password_is_wrong() {
    String url = postgres.applicationUrl().replaceAll("password=.*", "password=wrong-one");
    assertThat(refused(url))
        .hasMessageContaining("refuses the role or its password")
        .hasMessageContaining("KEEPSAKE_DATABASE_URL");
  }

  @Test
  void the_password_is_missing() {
    assertThat(refused(postgres.applicationUrl().replaceAll("&password=.*", "")))
        .hasMessageContaining("refuses the role or its password")
        .hasMessageContaining("no password was provided");
  }

  @Test
  void the_role_is_not_let_in() throws SQLException {
    postgres.execute("create role keepsake_idle nologin password 'idle-secret'");
    try {
      String url =
          postgres
              .applicationUrl()
              .replace("user=keepsake_app", "user=keepsake_idle")
              .replaceAll("password=.*", "password=idle-secret");
      assertThat(refused(url))
          .hasMessageContaining("refuses the role")
          .hasMessageContaining("not permitted to log in")
          .hasMessageContaining("pg_hba.conf");
    } finally {
      postgres.execute("drop role keepsake_idle");
    }
  }

  /// To migrate would not help.
  @Test
  void the_role_may_not_connect() throws SQLException {
    postgres.execute(
        "do $$ begin execute format('revoke connect on database %I from public',"
            + " current_database()); end; $$");
    assertThat(refused())
        .hasMessageContaining("grant connect on database")
        .hasMessageContaining("permission denied for database")
        .hasMessageNotContaining("keepsake migrate");
  }

  @Test
  void it_takes_no_changes() throws SQLException {
    alterRole("keepsake_app", "set default_transaction_read_only = on");
    assertThat(refused()).hasMessageContaining("takes no changes").hasMessageContaining("primary");
    alterRole("keepsake_owner", "set default_transaction_read_only = on");
    assertThat(migrationRefused(postgres.ownerUrl(), LocalPostgres.APPLICATION))
        .hasMessageContaining("takes no changes");
  }

  @Test
  void the_database_does_not_exist() {
    assertThat(refused(postgres.applicationUrl().replaceAll("/keepsake_\\d+\\?", "/nowhere?")))
        .hasMessageContaining("no such database")
        .hasMessageContaining("/nowhere");
  }

  @Test
  void there_are_no_tables_yet() throws SQLException {
    try (LocalPostgres empty = LocalPostgres.start()) {
      empty.execute("create extension vector");
      assertThat(refused(empty.applicationUrl()))
          .hasMessageContaining("no tables yet")
          .hasMessageContaining("keepsake migrate")
          .hasMessageContaining("KEEPSAKE_DATABASE_OWNER_URL");
    }
  }

  @Test
  void the_extension_is_missing() throws SQLException {
    try (LocalPostgres empty = LocalPostgres.start()) {
      assertThat(refused(empty.applicationUrl()))
          .hasMessageContaining("create extension vector")
          .hasMessageContaining("pgvector");
    }
  }

  @Test
  void a_right_is_missing() throws SQLException {
    postgres.execute("revoke insert on memory_write_events from keepsake_app");
    assertThat(refused())
        .hasMessageContaining("memory_write_events: insert")
        .hasMessageContaining("keepsake migrate");
  }

  /// Row-level security does not bind `truncate`; what is found first in the owner's schema runs as
  /// the owner.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "truncate on memory_items to keepsake_app",
        "truncate on memory_embeddings to public",
        "truncate on memory_write_events to keepsake_app",
        "update on memory_write_events to public",
        "update, delete on memory_write_event_contents to keepsake_app",
        "trigger on users to keepsake_app",
        "create on schema public to keepsake_app",
        "create on schema public to public",
      })
  void a_right_too_many_is_refused_and_migrating_takes_it_away(String right) throws SQLException {
    postgres.execute("grant " + right);
    assertThat(refused())
        .hasMessageContaining("has a right that would undo")
        .hasMessageContaining("keepsake migrate");
    migrate(postgres.ownerUrl(), LocalPostgres.APPLICATION);
    assertAccepted();
  }

  @Test
  void a_right_by_another_role_is_refused_too() throws SQLException {
    postgres.execute(
        "create role keepsake_readers",
        "grant keepsake_readers to keepsake_app",
        "grant truncate on user_state to keepsake_readers");
    try {
      migrate(postgres.ownerUrl(), LocalPostgres.APPLICATION);
      assertThat(refused())
          .hasMessageContaining("user_state: truncate")
          .hasMessageContaining("by another role");
    } finally {
      postgres.execute("drop owned by keepsake_readers", "drop role keepsake_readers");
    }
  }

  /// Servers work meanwhile.
  @Test
  void a_migration_that_fails_takes_no_right_away() throws SQLException {
    postgres.execute("drop table cache_invalidations");
    assertThat(migrationRefused(postgres.ownerUrl(), LocalPostgres.APPLICATION)).isNotNull();
    assertAccepted();
  }

  @Test
  void the_database_is_older() throws SQLException {
    postgres.execute("delete from flyway_schema_history where version > '0001'");
    assertThat(refused())
        .hasMessageContaining("of version 1")
        .hasMessageContaining("keepsake migrate");
  }

  @Test
  void the_database_is_newer() throws SQLException {
    postgres.execute("update flyway_schema_history set version = '99' where version > '0001'");
    assertThat(refused())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OUTDATED))
        .hasMessageContaining("of version 99")
        .hasMessageContaining("update the program");
    assertThat(migrationRefused(postgres.ownerUrl(), LocalPostgres.APPLICATION))
        .hasMessageContaining("of version 99");
  }

  @Test
  void a_role_that_no_wall_binds_is_refused() {
    for (String url : new String[] {postgres.jdbcUrl(), postgres.ownerUrl()}) {
      assertThat(refused(url))
          .hasMessageContaining("row-level security")
          .hasMessageContaining("KEEPSAKE_DATABASE_OWNER_URL");
    }
  }

  @Test
  void a_pooler_by_the_statement_is_refused() throws Exception {
    try (var pooler = LocalPooler.start(postgres.applicationUrl(), "statement")) {
      assertThat(refused(pooler.url())).hasMessageContaining("pool mode to `transaction`");
    }
  }

  @Test
  void a_pooler_by_the_transaction_must_know_prepared_statements_or_they_are_switched_off()
      throws Exception {
    try (var pooler = LocalPooler.start(postgres.applicationUrl(), "transaction")) {
      assertThat(refused(pooler.url())).hasMessageContaining("prepareThreshold=0");
      var url = PostgresUrl.parse(pooler.url() + "&prepareThreshold=0");
      new PostgresCheck(url).run();
      try (var memory = open(url)) {
        for (int i = 0; i < 12; i++) {
          memory.saved("The locker number " + i + " is taken");
        }
        assertThat(memory.found("locker 7")).isNotEmpty();
      }
    }
  }

  @Test
  void a_pooler_by_the_session_is_accepted() throws Exception {
    try (var pooler = LocalPooler.start(postgres.applicationUrl(), "session");
        var memory = open(PostgresUrl.parse(pooler.url()))) {
      memory.saved("The user likes tea");
      assertThat(memory.found("tea")).containsExactly("The user likes tea");
    }
  }

  private static TestMemory open(PostgresUrl url) {
    var clock = new SettableClock();
    var store = PostgresStore.open(new PostgresSettings(url, 0, 4), TestMemory.IDS, clock);
    return TestMemory.over(
        store,
        KeepsakeSettings.defaults(Path.of("unused")).with(RateLimits.OFF),
        TestMemory.model(),
        clock);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host/db", "postgresql:/db", "keepsake", "postgres://", "a b"})
  void what_is_no_url_of_a_database_is_refused(String text) {
    assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> PostgresUrl.parse(text)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://app:p%40ss+word@db.example/keepsake?sslmode=require",
        "postgresql://db.example/keepsake?sslmode=require&user=app&password=p%40ss%2Bword",
        "postgresql://app@db.example/keepsake?sslmode=require&password=p%40ss%2Bword",
        "jdbc:postgresql://db.example/keepsake?sslmode=require&user=app&password=p%40ss%2Bword"
      })
  void a_url_is_shown_without_its_password(String text) {
    var url = PostgresUrl.parse(text);
    assertThat(url.user()).contains("app");
    assertThat(url.source().getPassword()).isEqualTo("p@ss+word");
    assertThat(url.toString())
        .contains("db.example/keepsake", "app", "sslmode=require")
        .doesNotContain("ss+word", "ss%2Bword", "p%40");
  }

  /// The driver takes `user:password` before an `@` for a host and a port, and logs what it can't
  /// read.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://app:s3cret@db:5432/k",
        "jdbc:postgresql://app:s3cret@db/k",
        "jdbc:postgresql://app:s3cret/x@db/k",
        "jdbc:postgresql://app:s3cret?x@db/k",
        "jdbc:postgresql://app:s3cret/x?y=z@db/k",
        "jdbc:postgresql://db:5432?user=app&password=s3cret",
        "jdbc:postgresql://db/k/l?user=app&password=s3cret",
        "jdbc:postgresql://db:70000/k?user=app&password=s3cret",
        "jdbc:postgresql://db/k?user=app&password=s3cret%zz",
        "postgresql://app:s3cret@db:70000/k?password=s3cret",
        "postgresql://app:s3cret@db/k/l?password=s3cret",
      })
  void a_password_where_none_belongs_is_told_to_nobody(String text) {
    var told = new ArrayList<String>();
    Logger driver = Logger.getLogger("org.postgresql");
    var listener = new Listener(told);
    driver.addHandler(listener);
    try {
      assertThat(
              catchThrowableOfType(IllegalArgumentException.class, () -> PostgresUrl.parse(text)))
          .hasMessageContaining("postgresql://user:password@host")
          .hasMessageNotContaining("s3cret");
    } finally {
      driver.removeHandler(listener);
    }
    assertThat(told).noneMatch(line -> line.contains("s3cret"));
  }

  private static final class Listener extends Handler {
    private final List<String> told;

    Listener(List<String> told) {
      this.told = told;
    }

    @Override
    public void publish(LogRecord line) {
      told.add(line.getMessage() + Arrays.toString(line.getParameters()));
    }

    @Override
    public void flush() {
      // holds nothing back
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://[::1]:5432/k?user=a@b&password=c@d",
        "jdbc:postgresql://one:5432,two:5433/k?user=app&targetServerType=primary",
        "jdbc:postgresql:k?user=app",
        "jdbc:postgresql:///k?user=app&options=-c%20statement_timeout=5",
        "postgresql://app:p%3Ass@[::1]:5432/k?prepareThreshold=0",
      })
  void what_the_driver_reads_is_accepted(String text) {
    assertThat(PostgresUrl.parse(text).source().getDatabaseName()).isEqualTo("k");
  }

  /// Its detail would have the whole row, and so what was saved.
  @Test
  void what_a_failure_says_has_nothing_of_the_row() throws SQLException {
    try (var connection = PostgresUrl.parse(postgres.applicationUrl()).source().getConnection();
        var statement = connection.createStatement()) {
      var failure =
          catchThrowableOfType(
              SQLException.class,
              () -> statement.execute("insert into organizations (name) values ('a violoncello')"));
      assertThat(failure.getMessage())
          .contains("not-null constraint")
          .doesNotContain("violoncello");
    }
  }

  @Test
  void the_newest_migration_is_the_one_that_is_asked_for() throws IOException {
    try (var files =
        Files.list(Path.of(System.getProperty("keepsake.root"), "migrations/postgres"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.startsWith("V"))
                  .mapToInt(name -> Integer.parseInt(name.substring(1, 5)))
                  .max())
          .hasValue(PostgresMigration.NEWEST);
    }
  }

  @Test
  void migrating_says_what_is_missing() throws SQLException {
    try (LocalPostgres empty = LocalPostgres.start()) {
      assertThat(migrationRefused(empty.ownerUrl(), LocalPostgres.APPLICATION))
          .hasMessageContaining("may not make tables");
      empty.execute("grant create on schema public to keepsake_owner");
      assertThat(migrationRefused(empty.ownerUrl(), LocalPostgres.APPLICATION))
          .hasMessageContaining("create extension vector");
      assertThat(migrationRefused(empty.ownerUrl(), "nobody_s_role"))
          .hasMessageContaining("create role \"nobody_s_role\"");
      assertThat(migrationRefused(empty.ownerUrl(), LocalPostgres.OWNER))
          .hasMessageContaining("is the owner's");
    }
  }

  @Test
  void migrating_wants_a_database_of_its_own() throws SQLException {
    try (LocalPostgres theirs = LocalPostgres.start()) {
      theirs.execute(
          "create extension vector",
          "create table orders (id integer)",
          "grant create on schema public to keepsake_owner");
      assertThat(migrationRefused(theirs.ownerUrl(), LocalPostgres.APPLICATION))
          .hasMessageContaining("an empty database of its own")
          .hasMessageNotContaining("baseline");
    }
  }

  private static void migrate(String url, String role) {
    new PostgresMigration(PostgresUrl.parse(url), role).run();
  }

  private static MemoryException migrationRefused(String url, String role) {
    var failure = catchThrowableOfType(MemoryException.class, () -> migrate(url, role));
    assertThat(failure).hasMessageContaining("KEEPSAKE_DATABASE_OWNER_URL");
    return failure;
  }
}
