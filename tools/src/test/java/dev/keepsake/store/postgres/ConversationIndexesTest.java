package dev.keepsake.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Among many conversations of many users Postgres finds what is asked for along the indexes.
final class ConversationIndexesTest {
  private static final String USER = "(select id from users where external_id = 'user 7')";

  private static LocalPostgres postgres;
  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    postgres = LocalPostgres.migrated();
    connection = DriverManager.getConnection(postgres.jdbcUrl());
    try (var statement = connection.createStatement()) {
      for (String sql :
          new String[] {
            "insert into organizations select gen_random_uuid(), 'acme', now()",
            "insert into scopes select id, 'local', now() from organizations where name = 'acme'",
            "insert into users select gen_random_uuid(), o.id, 'user ' || n, now(), null from"
                + " generate_series(1, 20) n, organizations o where o.name = 'acme'",
            "insert into conversations select u.id, u.organization_id, 'local', 'talk ' || n, null,"
                + " null, n % 30, n % 30, 0, now(), now() - n * interval '1 hour', u.id, u.id from"
                + " users u, generate_series(1, 100) n",
            "insert into messages select user_id, scope, id, n, gen_random_uuid(), 'user', 'x',"
                + " null, 'f', null, null, now(), now() from conversations, generate_series(1, 200)"
                + " n where id like 'talk %7'",
            "insert into episodes (user_id, scope, conversation_id, state, attempts,"
                + " next_attempt_at, created_at, finished_at) select user_id, scope, id, 'made', 0,"
                + " null, now(), now() from conversations",
            "analyze conversations, messages, episodes",
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

  /// How a statement of the store is carried out.
  private static String plan(String name, String... more) throws SQLException {
    var values =
        new HashMap<>(Map.of("user_id", USER, "scope", "'local'", "id", "'talk 7'", "limit", "20"));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    try (var file =
        ConversationIndexesTest.class.getResourceAsStream("/sql/common/" + name + ".sql")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replaceAll(":" + value.getKey() + "\\b", value.getValue());
      }
      return explained(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String explained(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("explain " + sql)) {
      var lines = new ArrayList<String>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return String.join("\n", lines);
    }
  }

  @Test
  void messages_of_one_conversation_in_their_order() throws SQLException {
    assertThat(plan("newest_messages", "before", "1000"))
        .contains("messages_pkey")
        .doesNotContain("Sort");
    assertThat(plan("newest_fingerprints")).contains("messages_pkey").doesNotContain("Sort");
    assertThat(plan("oldest_messages", "last", "1000"))
        .contains("messages_pkey")
        .doesNotContain("Sort");
    assertThat(
            explained(
                "select 1 from messages where user_id = %s and scope = 'local' and conversation_id ="
                        .formatted(USER)
                    + " 'talk 7' and sent_at > now()"))
        .contains("messages_sent");
  }

  @Test
  void one_conversation_with_its_episode() throws SQLException {
    assertThat(plan("find_conversation")).contains("conversations_pkey").contains("episodes_pkey");
  }

  @Test
  void the_last_active_without_sorting() throws SQLException {
    assertThat(
            plan(
                "list_conversations",
                "limit",
                "5",
                "since",
                "now() - interval '90 hours'",
                "before_at",
                "now()",
                "before_id",
                "'x'"))
        .contains("conversations_newest")
        .doesNotContain("Sort");
  }

  @Test
  void what_is_old_or_long_over_all_users() throws SQLException {
    assertThat(
            explained(
                "select user_id from conversations where last_active <= now() - interval '99"
                    + " hours'"))
        .contains("conversations_last_active");
    assertThat(
            explained(
                "select user_id from conversations where message_count > 28 and last_active <="
                    + " now() - interval '2 hours'"))
        .contains("conversations_untrimmed");
    assertThat(
            explained(
                "select 1 from episodes where finished_at is null and next_attempt_at <= now()"))
        .contains("episodes_due");
  }
}
