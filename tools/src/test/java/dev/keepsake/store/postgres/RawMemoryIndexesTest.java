package dev.keepsake.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Among many raw memories of many users and organizations, Postgres finds what is asked for along
/// the indexes.
final class RawMemoryIndexesTest {
  private static LocalPostgres postgres;
  private static Connection connection;

  private static final String ORGANIZATION =
      "(select id from organizations where name = 'organization 7')";
  private static final String USER = "(select id from users where external_id = 'user 7')";

  @BeforeAll
  static void fill() throws SQLException {
    postgres = LocalPostgres.migrated();
    connection = DriverManager.getConnection(postgres.jdbcUrl());
    try (var statement = connection.createStatement()) {
      for (String sql :
          new String[] {
            "insert into organizations select gen_random_uuid(), 'organization ' || n, now() from"
                + " generate_series(0, 9) n",
            "insert into users select gen_random_uuid(), o.id, 'user ' || n, now(), null from"
                + " generate_series(1, 200) n join organizations o on o.name = 'organization ' || n"
                + " % 10",
            "insert into raw_memory select gen_random_uuid(), u.id, u.organization_id, 'scope ' ||"
                + " n % 50, 'step', jsonb_build_object('scope', 'scope ' || n % 50, 'task', n),"
                + " '{}', now() - n * interval '1 hour', now(), now() - n * interval '1 hour',"
                + " u.id, u.id from users u, generate_series(1, 100) n",
            "vacuum analyze raw_memory",
          }) {
        statement.execute(sql);
      }
    }
  }

  @AfterAll
  static void drop() throws SQLException {
    if (connection != null) {
      connection.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private static String plan(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("explain " + sql)) {
      var lines = new ArrayList<String>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return String.join("\n", lines);
    }
  }

  /// A statement of the store with values in the place of its parameters.
  private static String statement(String path, Map<String, String> values) {
    try (var file = RawMemoryIndexesTest.class.getResourceAsStream("/sql/" + path + ".sql")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace(":" + value.getKey(), value.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String search(String tags) {
    return statement(
        "postgres/search_raw_memories",
        Map.of(
            "user_id", USER,
            "scope", "'scope 7'",
            "filter_tags", "'" + tags + "'",
            "since", "null",
            "until", "null",
            "pattern", "null",
            "limit", "20"));
  }

  @Test
  void of_one_user() throws SQLException {
    assertThat(plan(search("{}"))).contains("raw_memory_user");
    String found =
        statement(
            "common/find_raw_memory",
            Map.of(
                "user_id", USER, "scope", "'x'", "id", "'0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e'"));
    assertThat(plan(found)).contains("raw_memory_pkey");
  }

  @Test
  void by_labels() throws SQLException {
    assertThat(plan("select 1 from raw_memory where filter_tags @> '{\"task\": 7}'"))
        .contains("raw_memory_filter_tags");
  }

  /// As where an organization goes, with all that is its own.
  @Test
  void of_one_organization() throws SQLException {
    assertThat(plan("delete from raw_memory where organization_id = " + ORGANIZATION))
        .contains("raw_memory_organization");
  }

  @Test
  void of_one_organization_and_scope() throws SQLException {
    assertThat(
            plan(
                "select 1 from raw_memory where organization_id = "
                    + ORGANIZATION
                    + " and filter_tags ->> 'scope' = 'scope 7'"))
        .contains("raw_memory_scope");
  }

  @Test
  void what_was_not_changed_for_long() throws SQLException {
    String old =
        """
        select distinct r.user_id
        from organizations o
        join raw_memory r on r.organization_id = o.id and r.updated_at <= now() - interval '99 hours'
        """;
    assertThat(plan(old)).contains("raw_memory_updated");
  }

  @Test
  void with_an_organization_go_its_raw_memories() throws SQLException {
    try (var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "insert into organizations values (gen_random_uuid(), 'short-lived', now())");
      statement.execute(
          "insert into raw_memory select gen_random_uuid(), u.id, o.id, 'x', 'x', '{}', '{}',"
              + " now(), now(), now(), u.id, u.id from organizations o, users u where o.name ="
              + " 'short-lived' and u.external_id = 'user 7'");
      assertThat(statement.executeUpdate("delete from organizations where name = 'short-lived'"))
          .isOne();
      try (var rows = statement.executeQuery("select count(*) from raw_memory")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(20_000);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
