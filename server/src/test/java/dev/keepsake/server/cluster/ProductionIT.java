package dev.keepsake.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two servers, as an operator starts them, over one Postgres and one Redis.
class ProductionIT {
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.start(2, false, Map.of());
  }

  @AfterAll
  static void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Node.Answer save(int node, String user, String text) throws IOException {
    return cluster.node(node).save(user, text, UUID.randomUUID().toString());
  }

  private static String found(int node, String user, String query) throws IOException {
    ObjectNode arguments = Node.JSON.createObjectNode().put("query", query);
    return cluster.node(node).call("query_memory", user, arguments).body().toString();
  }

  @Test
  void what_one_server_stores_the_other_finds_at_once_for_its_user_alone() throws IOException {
    assertThat(save(0, "ada", "The user plays the cello.").is("created")).isTrue();
    assertThat(found(1, "ada", "Which instrument?")).contains("cello");
    assertThat(found(1, "eve", "Which instrument?")).doesNotContain("cello");
    assertThat(save(1, "ada", "the user plays the cello").is("duplicate_skipped")).isTrue();
  }

  @Test
  void without_postgres_calls_fail_closed_ready_is_red_and_live_is_green_until_it_is_back()
      throws Exception {
    save(0, "grace", "The user has two cats.");
    cluster.database().stop();
    try {
      assertThat(save(0, "grace", "The user has a dog.").status()).isEqualTo(503);
      cluster.node(0).awaitStatus("/health/ready", 503);
      assertThat(cluster.node(0).status("/health/live")).isEqualTo(200);
    } finally {
      cluster.database().startAgain();
    }
    cluster.node(0).awaitStatus("/health/ready", 200);
    cluster.node(1).awaitStatus("/health/ready", 200);
    assertThat(found(1, "grace", "pets")).contains("two cats").doesNotContain("dog");
    assertThat(save(1, "grace", "The user has a dog.").is("created")).isTrue();
  }

  @Test
  void where_postgres_takes_no_changes_ready_is_red_and_live_is_green() throws Exception {
    takeChanges(false);
    try {
      cluster.node(0).awaitStatus("/health/ready", 503);
      for (int i = 0; i < 3; i++) { // the first may have been of the connection that was cut off
        assertThat(cluster.node(0).status("/health/ready")).isEqualTo(503);
      }
      assertThat(cluster.node(0).status("/health/live")).isEqualTo(200);
      assertThat(save(0, "hedy", "The user has a dog.").status()).isEqualTo(503);
    } finally {
      takeChanges(true);
    }
    cluster.node(0).awaitStatus("/health/ready", 200);
    assertThat(save(0, "hedy", "The user has a dog.").is("created")).isTrue();
  }

  /// For connections that are made from now on; the others are cut off.
  private static void takeChanges(boolean takes) throws SQLException {
    execute(
        "do $$ begin execute format('alter role keepsake_app in database %%I set default_transaction_read_only = %s', current_database()); end; $$"
            .formatted(takes ? "off" : "on"));
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'keepsake_app'");
  }

  private static void execute(String statement) throws SQLException {
    try (Connection connection = cluster.database().connect();
        var one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  @Test
  void a_failure_of_postgres_is_logged_without_the_text() throws Exception {
    execute(
        "alter table memory_items add constraint no_zither check (content not like '%zither%')");
    try {
      assertThat(save(1, "mary", "The user plays the zither.").status()).isEqualTo(503);
    } finally {
      execute("alter table memory_items drop constraint no_zither");
    }
    assertThat(cluster.node(1).log())
        .contains("violates check constraint")
        .doesNotContain("plays the zither");
  }

  @Test
  void without_redis_writes_go_on() throws Exception {
    cluster.stopRedis();
    try {
      assertThat(save(0, "joan", "The user rides a bicycle.").is("created")).isTrue();
      assertThat(cluster.node(0).status("/health/ready")).isEqualTo(200);
    } finally {
      cluster.startRedisAgain();
    }
    assertThat(save(1, "joan", "The user likes tea.").is("created")).isTrue();
  }
}
