package dev.keepsake.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tries to get round the wall between users, and to change the audit trail, with the servers' own
/// role and raw SQL: what somebody could who got hold of their password, or found a hole in a
/// statement.
class RowLevelSecurityTest {
  private static final String ACT = "select set_config('keepsake.user_id', '%s', true)";

  /// SQLSTATE of a right that is missing, or a row that a policy refuses.
  private static final String NO_RIGHT = "42501";

  @TempDir private static Path folder;
  private static LocalPostgres postgres;
  private static String ada;
  private static String eve;

  @BeforeAll
  static void fill() throws SQLException {
    postgres = LocalPostgres.migrated();
    var settings = new PostgresSettings(PostgresUrl.parse(postgres.applicationUrl()), 0, 2);
    var clock = new SettableClock();
    var store = PostgresStore.open(settings, TestMemory.IDS, clock);
    try (var memory =
        TestMemory.over(
            store,
            KeepsakeSettings.defaults(folder).with(RateLimits.OFF),
            TestMemory.model(),
            clock)) {
      for (String user : List.of("ada", "eve")) {
        memory.as(user);
        String first = memory.saved(user + " has a secret garden", "idempotency_key", "k");
        memory.saved(user + " has no garden any more", "supersedes", first);
        memory.done("save_memory", "content", "A guess", "memory_type", "fact", "confidence", 0.6);
      }
    }
    ada = idOf("ada");
    eve = idOf("eve");
    for (String user : List.of(ada, eve)) {
      postgres.execute(
          "insert into memory_writes select m.id, m.user_id, m.organization_id, m.scope,"
              + " m.client_id, 'accepted', 'h', '{}', null, null, 'c', 0, now(), null, null, now(),"
              + " null from memory_items m where user_id = '"
              + user
              + "' limit 1",
          "insert into raw_memory select id, user_id, organization_id, scope, content, '{}', '{}',"
              + " now(), now(), now(), client_id, client_id from memory_items where user_id = '"
              + user
              + "' limit 1",
          "insert into conversations select user_id, organization_id, scope, 'c', 'secret',"
              + " 'model', 1, 1, 1, now(), now(), client_id, client_id from memory_items where"
              + " user_id = '"
              + user
              + "' limit 1",
          "insert into messages select user_id, scope, id, 1, gen_random_uuid(), 'user', 'secret',"
              + " null, 'f', null, null, now(), now() from conversations where user_id = '"
              + user
              + "'",
          "insert into episodes (user_id, scope, conversation_id, state, attempts, next_attempt_at,"
              + " created_at) select user_id, scope, id, 'due', 0, now(), now() from conversations"
              + " where user_id = '"
              + user
              + "'",
          "insert into cache_invalidations select user_id, id, 1, now() from memory_items where"
              + " user_id = '"
              + user
              + "' limit 1");
    }
  }

  @AfterAll
  static void drop() throws SQLException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static String idOf(String name) throws SQLException {
    return rows(postgres.jdbcUrl(), "select id from users where external_id = '" + name + "'")
        .getFirst();
  }

  /// The first column of what the last statement answers, all in one transaction.
  private static List<String> rows(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      var found = new ArrayList<String>();
      for (String sql : statements) {
        found.clear();
        if (statement.execute(sql)) {
          var result = statement.getResultSet();
          while (result.next()) {
            found.add(String.valueOf(result.getString(1)));
          }
        } else {
          found.add(Integer.toString(statement.getUpdateCount()));
        }
      }
      return found;
    }
  }

  private static List<String> asServer(String... statements) throws SQLException {
    return rows(postgres.applicationUrl(), statements);
  }

  private static void assertRefused(String... statements) {
    Throwable failure = catchThrowable(() -> asServer(statements));
    assertThat(failure).as(statements[statements.length - 1]).isInstanceOf(SQLException.class);
    assertThat(((SQLException) failure).getSQLState()).isEqualTo(NO_RIGHT);
  }

  /// Every table that has a user, and the column that says whose a row is.
  private static Map<String, String> tables() throws SQLException {
    var tables = new LinkedHashMap<String, String>();
    rows(
            postgres.jdbcUrl(),
            "select table_name from information_schema.columns join information_schema.tables"
                + " using (table_schema, table_name) where table_schema = 'public' and column_name"
                + " = 'user_id' and table_type = 'BASE TABLE' order by 1")
        .forEach(table -> tables.put(table, "user_id"));
    tables.put("users", "id");
    return tables;
  }

  @Test
  void every_table_with_a_user_is_behind_the_wall_its_owner_included() throws SQLException {
    assertThat(tables()).hasSizeGreaterThan(9);
    for (String table : tables().keySet()) {
      assertThat(
              rows(
                  postgres.jdbcUrl(),
                  "select relrowsecurity and relforcerowsecurity from pg_class where oid = '%s'::regclass"
                      .formatted(table)))
          .as(table)
          .containsExactly("t");
      assertThat(rows(postgres.jdbcUrl(), "select count(*) from " + table))
          .as("the test has rows of " + table)
          .doesNotContain("0");
    }
  }

  @Test
  void who_acts_for_nobody_sees_no_row() throws SQLException {
    for (String table : tables().keySet()) {
      assertThat(asServer("select count(*) from " + table)).as(table).containsExactly("0");
      assertThat(rows(postgres.ownerUrl(), "select count(*) from " + table))
          .as("the owner in " + table)
          .containsExactly("0");
      assertThat(asServer(ACT.formatted(""), "select count(*) from " + table))
          .as(table)
          .containsExactly("0");
    }
  }

  @Test
  void who_acts_for_one_user_sees_that_ones_rows_alone() throws SQLException {
    for (var table : tables().entrySet()) {
      List<String> seen =
          asServer(
              ACT.formatted(ada),
              "select distinct %s from %s".formatted(table.getValue(), table.getKey()));
      assertThat(seen).as(table.getKey()).containsExactly(ada);
    }
  }

  @Test
  void the_name_ends_with_its_transaction() throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.applicationUrl());
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(ACT.formatted(ada));
      connection.commit();
      var row = statement.executeQuery("select count(*) from memory_items");
      row.next();
      assertThat(row.getLong(1)).isZero();
    }
  }

  @Test
  void another_users_rows_cant_be_changed_or_deleted() throws SQLException {
    for (String change :
        List.of(
            "update memory_items set content = 'mine'",
            "update memory_items set user_id = '" + ada + "'",
            "delete from memory_embeddings",
            "delete from idempotency_keys",
            "update memory_writes set state = 'failed'",
            "update pending_confirmations set state = 'accepted'",
            "update user_state set revision = 0",
            "update raw_memory set context = 'mine'",
            "delete from raw_memory",
            "update conversations set summary = 'mine'",
            "delete from conversations",
            "delete from messages",
            "update episodes set state = 'made'",
            "delete from cache_invalidations")) {
      String where = " where user_id = '" + eve + "'";
      assertThat(asServer(ACT.formatted(ada), change + where)).as(change).containsExactly("0");
    }
  }

  @Test
  void a_row_cant_be_put_into_another_users_name() {
    assertRefused(
        ACT.formatted(ada),
        "insert into memory_embeddings select '%s', memory_id, space, 99, whole, embedding from memory_embeddings limit 1"
            .formatted(eve));
    assertRefused(ACT.formatted(ada), "update memory_items set user_id = '" + eve + "'");
    assertRefused(ACT.formatted(ada), "update user_state set user_id = '%s'".formatted(eve));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update memory_write_events set reason = 'another'",
        "delete from memory_write_events",
        "truncate memory_write_events",
        "update memory_write_event_contents set after_content = ''",
        "delete from memory_write_event_contents",
        "truncate memory_write_event_contents",
        "alter table memory_write_events disable trigger all",
        "drop trigger memory_write_events_no_update on memory_write_events",
        "drop table memory_write_event_contents",
        "set session_replication_role = replica",
      })
  void the_audit_trail_only_grows(String change) throws SQLException {
    Throwable failure = catchThrowable(() -> asServer(ACT.formatted(ada), change));
    assertThat(failure).isInstanceOf(SQLException.class);
    assertThat(((SQLException) failure).getSQLState()).isEqualTo(NO_RIGHT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table memory_items disable row level security",
        "alter table memory_items no force row level security",
        "drop policy own_rows on memory_items",
        "create policy all_rows on memory_items using (true)",
        "alter role current_user bypassrls",
        "set role keepsake_owner",
        "set session authorization keepsake_owner",
        "create function peek() returns bigint language sql security definer as 'select 1'",
        "create view peek as select * from memory_items",
        "insert into users select gen_random_uuid(), organization_id, 'x', now() from users",
        "update users set external_id = 'x'",
        "insert into embedding_spaces values (9, 'm', 3, 'active', now())",
        "update embedding_spaces set state = 'retired'",
        "delete from flyway_schema_history",
        "truncate memory_items cascade",
        "update messages set content = 'mine'",
        "select make_vector_view(7, 3)",
        "copy memory_items to program 'cat'",
      })
  void the_wall_cant_be_taken_down(String change) {
    Throwable failure = catchThrowable(() -> asServer(ACT.formatted(ada), change));
    assertThat(failure).isInstanceOf(SQLException.class);
    assertThat(((SQLException) failure).getSQLState()).isEqualTo(NO_RIGHT);
  }

  /// The owner's policy heeds a setting that anybody may set; for anybody else it does nothing.
  @Test
  void the_setting_of_the_queues_opens_nothing() throws SQLException {
    assertThat(
            asServer(
                "select set_config('keepsake.queues', 'on', true)",
                "select count(*) from memory_items"))
        .containsExactly("0");
    assertThat(
            asServer(
                "select * from claim_writes(now(), now(), 'x', 10)",
                "select count(*) from memory_writes"))
        .containsExactly("0");
    assertThat(
            asServer(
                "select * from claim_episodes(now(), now(), 'x', 10)",
                "select count(*) from messages"))
        .containsExactly("0");
  }

  /// A table of the same name, made where every role may make one, must not be found first.
  @Test
  void the_queues_look_into_their_own_tables() throws SQLException {
    assertThat(
            asServer(
                "create temporary table memory_items (user_id uuid, id uuid, status text,"
                    + " memory_type text)",
                "select count(*) from memory_figures()"))
        .doesNotContain("0");
  }

  @Test
  void a_view_of_vectors_shows_one_user_and_one_scope() throws SQLException {
    String count = "select count(*) from memory_vectors_1";
    String scope = "select set_config('keepsake.scope', '%s', true)";
    assertThat(asServer(count)).containsExactly("0");
    assertThat(asServer(ACT.formatted(ada), count)).containsExactly("0");
    assertThat(asServer(ACT.formatted(ada), scope.formatted("other"), count)).containsExactly("0");
    assertThat(
            asServer(
                ACT.formatted(ada), scope.formatted("local"), "select text from memory_vectors_1"))
        .containsExactly("ada has no garden any more");
  }
}
