package dev.keepsake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The migrations of both databases make the same tables.
final class SchemasInStepTest {
  /// What Postgres has on purpose and SQLite can't have.
  private static final Set<String> POSTGRES_ONLY =
      Set.of(
          "memory_items: CREATE INDEX memory_items_tags ON public.memory_items USING gin"
              + " (tags jsonb_path_ops)",
          "memory_items: CREATE INDEX memory_items_filter_tags ON public.memory_items USING gin"
              + " (filter_tags jsonb_path_ops)",
          "raw_memory: CREATE INDEX raw_memory_filter_tags ON public.raw_memory USING gin"
              + " (filter_tags jsonb_path_ops)");

  @TempDir private Path folder;
  private FreshDatabase sqlite;
  private FreshDatabase postgres;

  @BeforeEach
  void migrate() throws SQLException {
    postgres = FreshDatabase.postgres();
    sqlite = FreshDatabase.sqlite(folder);
  }

  @AfterEach
  void drop() throws SQLException {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void tables_columns_keys_checks_and_indexes_are_the_same() throws SQLException {
    assertThat(differences()).isEmpty();
  }

  @Test
  void migrations_have_the_same_numbers_and_names() {
    assertThat(migrations(postgres)).isNotEmpty().isEqualTo(migrations(sqlite));
  }

  @Test
  void a_second_migration_changes_nothing() throws SQLException {
    SortedSet<String> inPostgres = postgresFacts();
    SortedSet<String> inSqlite = sqliteFacts();

    assertThat(postgres.flyway().migrate().migrationsExecuted).isZero();
    assertThat(sqlite.flyway().migrate().migrationsExecuted).isZero();

    assertThat(postgresFacts()).isEqualTo(inPostgres);
    assertThat(sqliteFacts()).isEqualTo(inSqlite);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alter table memory_items drop column title                             | memory_items.title
          alter table memory_items drop column content_hash cascade              | memory_items.content_hash
          alter table memory_items add column mood text                          | memory_items.mood
          alter table memory_items alter column content drop not null            | memory_items.content:
          alter table memory_items alter column access_count type int            | declared integer
          alter table memory_items alter column metadata type text               | declared text
          drop table memory_writes                                               | memory_writes.accepted_at
          create table moods (id uuid not null primary key)                      | moods.id
          alter table scopes drop constraint scopes_pkey cascade                 | scopes: PRIMARY KEY
          alter table users drop constraint users_organization_id_external_id_key | users: UNIQUE
          alter table users drop constraint users_organization_id_fkey           | users: FOREIGN KEY
          alter table embedding_spaces drop constraint embedding_spaces_state_check | embedding_spaces: CHECK
          drop index memory_items_newest                                         | memory_items_newest
          drop index memory_items_active_content                                 | UNIQUE INDEX memory_items_active_content
          """)
  void a_difference_is_found_and_named(String change, String name) throws SQLException {
    postgres.execute(change);

    assertThat(differences()).isNotEmpty().anyMatch(line -> line.contains(name));
  }

  @Test
  void another_condition_of_a_partial_index_is_a_difference() throws SQLException {
    postgres.execute("drop index memory_items_active_content");
    postgres.execute(
        "create unique index memory_items_active_content"
            + " on memory_items (user_id, scope, content_hash) where status <> 'deleted'");

    assertThat(differences()).hasSize(2).allMatch(line -> line.contains("active_content"));
  }

  private List<String> differences() throws SQLException {
    SortedSet<String> inPostgres = postgresFacts();
    SortedSet<String> inSqlite = sqliteFacts();
    return Stream.concat(
            inSqlite.stream()
                .filter(fact -> !inPostgres.contains(fact))
                .map(fact -> "only SQLite: " + fact),
            inPostgres.stream()
                .filter(fact -> !inSqlite.contains(fact) && !POSTGRES_ONLY.contains(fact))
                .map(fact -> "only Postgres: " + fact))
        .toList();
  }

  private SortedSet<String> postgresFacts() throws SQLException {
    try (Connection connection = postgres.connect()) {
      return PostgresFacts.read(connection);
    }
  }

  private SortedSet<String> sqliteFacts() throws SQLException {
    try (Connection connection = sqlite.connect();
        Connection words = postgres.connect()) {
      return SqliteFacts.read(connection, new PostgresWording(words));
    }
  }

  private static List<String> migrations(FreshDatabase database) {
    return Stream.of(database.flyway().info().all()).map(MigrationInfo::getScript).toList();
  }
}
