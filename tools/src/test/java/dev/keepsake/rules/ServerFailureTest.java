package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolOutcome;
import java.io.IOException;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A database that can't be reached, or breaks off, costs the calls that need it; nothing is half
/// written, and the next call works once the database does.
@Timeout(120)
class ServerFailureTest extends ServerTest {

  private Problem failed() {
    Problem problem =
        memory.refused("save_memory", "content", "The car is red", "memory_type", "fact");
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.action()).contains("failed");
    return problem;
  }

  /// That of what [#failed] would have saved nothing is there, and that it can be saved now.
  private void assertNothingHalfWrittenAndAllWorks() {
    assertThat(memories()).isOne();
    assertThat(events()).isOne();
    assertThat(memory.found("The car is red", "min_score", 0.9)).isEmpty();
    memory.saved("The car is red");
    assertWhole(2);
  }

  private void assertWhole(int memories) {
    assertThat(memories()).isEqualTo(memories);
    assertThat(events()).isEqualTo(memories);
    assertThat(memory.keepsake.history().check(memory.caller()).faults()).isEmpty();
  }

  @Test
  void a_database_of_a_newer_version_is_refused_at_the_start() {
    server().becomeOfVersion(99);
    MemoryException refusal =
        catchThrowableOfType(
            MemoryException.class, () -> server().open(server().applicationUrl(), 1, clock));
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_OUTDATED);
    assertThat(refusal).hasMessageContainingAll("99", "update the program");
  }

  @Test
  void a_call_on_a_connection_that_was_cut_off_fails_and_the_next_has_another() {
    memory.saved("The user likes tea");
    server().hangUp();
    assertThat(failed().detail()).contains("can't be reached", "nothing was changed");
    assertNothingHalfWrittenAndAllWorks();
  }

  /// A primary that became a replica answers every question.
  @Test
  void a_database_that_takes_no_changes_is_not_ready() {
    assertThat(notReady()).isEmpty();
    server().takeChanges(false);
    assertThat(notReady())
        .hasValueSatisfying(said -> assertThat(said).contains("takes no changes"));
    server().takeChanges(true);
    assertThat(notReady()).isEmpty();
  }

  /// By a connection that was not cut off.
  private Optional<String> notReady() {
    try {
      memory.keepsake.checkStore();
      return Optional.empty();
    } catch (MemoryException e) {
      String said = String.valueOf(e.getMessage());
      return said.contains("can't be reached") ? notReady() : Optional.of(said);
    }
  }

  @Test
  void a_connection_lost_between_two_statements_leaves_nothing() {
    memory.saved("The user likes tea");
    server().hangUpOnInsert("memory_write_events");
    assertThat(failed().detail()).contains("can't be reached", "nothing was changed");
    database.failNoMore();
    assertNothingHalfWrittenAndAllWorks();
  }

  /// The server may have committed before its answer was lost, and that is not for us to guess.
  @Test
  void a_connection_lost_at_the_commit_leaves_the_outcome_open_and_the_key_tells() {
    memory.saved("The user likes tea");
    server().hangUpOnCommit("memory_items");
    Problem problem =
        memory.refused(
            "save_memory",
            "content",
            "The car is red",
            "memory_type",
            "fact",
            "idempotency_key",
            "k");
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.action()).contains("failed");
    assertThat(problem.detail())
        .contains("is not known", "idempotency_key")
        .doesNotContain("nothing was changed");
    database.failNoMore();
    assertThat(action(memory.save("The car is red", "idempotency_key", "k"))).isEqualTo("created");
    assertThat(memory.found("which colour has the car?")).contains("The car is red");
    assertWhole(2);
  }

  @Test
  void a_call_that_gets_no_connection_of_the_pool_is_told_of_the_load() throws Exception {
    memory.close();
    memory = server().open(server().applicationUrl(), 1, clock);
    memory.saved("The user likes tea");
    var first = new CompletableFuture<ObjectNode>();
    Problem second;
    try (Connection lock = server().lockUsers()) {
      Thread.ofVirtual().start(() -> first.complete(memory.save("The user has two cats")));
      server().awaitBlocked();
      second = failed();
      lock.rollback();
    }
    assertThat(second.code()).isEqualTo("overloaded");
    assertThat(second.detail()).contains("nothing was changed, try again");
    assertThat(action(first.join())).isEqualTo("created");
    memory.saved("The car is red");
    assertWhole(3);
  }

  @Test
  void while_the_server_is_down_calls_fail_and_when_it_is_back_they_work() throws IOException {
    memory.close();
    try (var gate = new Gate(server().port())) {
      String url = server().applicationUrl(gate.port());
      memory = server().open(url, 2, clock);
      memory.saved("The user likes tea");
      gate.shut();
      assertThat(failed().detail()).contains("can't be reached", "nothing was changed");
      Problem search = memory.refused("query_memory", "query", "tea");
      assertThat(search.code()).isEqualTo("store-unavailable");
      assertThat(search.detail()).doesNotContain("127.0.0.1", "keepsake_app", "SQL");
      MemoryException refusal =
          catchThrowableOfType(MemoryException.class, () -> server().open(url, 2, clock));
      assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
      assertThat(refusal)
          .hasMessageContainingAll("nothing answers there", "KEEPSAKE_DATABASE_URL")
          .hasMessageNotContaining("password=" + url.replaceFirst(".*password=", ""));
      gate.open();
      assertNothingHalfWrittenAndAllWorks();
      memory.close();
    }
    memory = openAnother();
  }

  /// Whatever the moment at which a connection breaks, the one of the commit included.
  @Test
  void what_is_asked_again_until_it_is_answered_is_stored_once() {
    reopen(settings -> settings, new WordEmbedder());
    var answers = new Semaphore(0);
    Racers.race(
        5,
        writer -> {
          for (int i = 0; i < 10; i++) {
            if (writer == 0) {
              answers.acquireUninterruptibly();
              server().hangUp();
            } else {
              untilAnswered("The locker number " + (10 * writer + i) + " is taken");
              answers.release();
            }
          }
          return writer;
        });
    assertWhole(40);
  }

  private void untilAnswered(String content) {
    ToolOutcome outcome;
    do {
      outcome =
          memory.call(
              "save_memory",
              "content",
              content,
              "memory_type",
              "fact",
              "confidence",
              0.9,
              "idempotency_key",
              content);
    } while (outcome instanceof ToolOutcome.Failed);
  }
}
