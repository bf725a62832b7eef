package dev.keepsake.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
    assertThat(failure.getMessage()).doesNotContain(password(url));
    return failure;
  }

  private static String password(String url) {
    return url.replaceAll(".*password=([^&]*).*", "$1");
  }

  private MemoryException refused() {
    return refused(postgres.applicationUrl());
  }

  @Test
  void a_database_as_it_should_be_is_accepted() {
    assertThatCode(() -> new PostgresCheck(PostgresUrl.parse(postgres.applicationUrl())).run())
        .doesNotThrowAnyException();
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

  @Test
  void the_database_is_older() throws SQLException {
    postgres.execute("delete from flyway_schema_history where version = '0002'");
    assertThat(refused())
        .hasMessageContaining("of version 1")
        .hasMessageContaining("keepsake migrate");
  }

  @Test
  void the_database_is_newer() throws SQLException {
    postgres.execute("update flyway_schema_history set version = '99' where version = '0002'");
    assertThat(refused())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OUTDATED))
        .hasMessageContaining("of version 99")
        .hasMessageContaining("update the program");
    assertThat(
            catchThrowableOfType(
                MemoryException.class,
                () ->
                    new PostgresMigration(
                            PostgresUrl.parse(postgres.ownerUrl()), LocalPostgres.APPLICATION)
                        .run()))
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
    var store =
        PostgresStore.open(
            new PostgresSettings(url, 0, 4), OnnxEmbedder.SPACE, TestMemory.IDS, clock);
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

  private static MemoryException migrationRefused(String url, String role) {
    return catchThrowableOfType(
        MemoryException.class, () -> new PostgresMigration(PostgresUrl.parse(url), role).run());
  }
}
