package dev.keepsake.server.torture;

import dev.keepsake.server.torture.Agent.Answer;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Another program holds SQLite's write lock on the store.
final class HeldLock {
  private HeldLock() {}

  /// A save waits for as long as the lock is held, and is carried out then.
  static Outcome waits(World world, long heldMillis) throws Exception {
    try (Agent agent = Agent.started(world);
        Connection other = new StoreFacts(world).open()) {
      execute(other, "begin immediate");
      var save = CompletableFuture.supplyAsync(() -> agent.save("The lock was held for a while."));
      Optional<Answer> early = within(save, heldMillis);
      execute(other, "rollback");
      Answer answer = save.get(30, TimeUnit.SECONDS);
      boolean right = early.isEmpty() && answer.action().equals("created");
      return new Outcome(
          "held for " + heldMillis + " ms: " + answer.action(),
          right ? List.of() : List.of("did not wait: " + answer.body()));
    }
  }

  /// A save gives up after 30 s and says so; the next one is carried out.
  static Outcome givesUp(World world) throws Exception {
    try (Agent agent = Agent.started(world);
        Connection other = new StoreFacts(world).open()) {
      execute(other, "begin immediate");
      long from = System.nanoTime();
      Answer answer = agent.save("The lock was held for long.");
      long millis = (System.nanoTime() - from) / 1_000_000;
      execute(other, "rollback");
      Answer next = agent.save("The lock was held for long.");
      boolean right =
          answer.isError()
              && answer.action().equals("failed")
              && answer.body().path("code").asText().equals("overloaded")
              && next.action().equals("created");
      return new Outcome(
          "gave up after " + millis + " ms: " + answer.body().path("detail").asText(),
          right ? List.of() : List.of("answered " + answer.body() + ", then " + next.body()));
    }
  }

  private static void execute(Connection connection, String sql) throws Exception {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Optional<Answer> within(CompletableFuture<Answer> answer, long millis)
      throws Exception {
    try {
      return Optional.of(answer.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty(); // it waits, as it should
    }
  }
}
