package dev.keepsake.server.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// First starts on a folder that is not there yet.
final class Starts {
  private Starts() {}

  /// Processes that start at the same moment: all come up, and one of them makes the store.
  static Outcome together(Path folder, int processes) throws Exception {
    World world = World.of(folder.resolve("data"));
    var agents = new ArrayList<Agent>();
    var faults = new ArrayList<String>();
    long from = System.nanoTime();
    try {
      for (int i = 0; i < processes; i++) {
        agents.add(Agent.start(world));
      }
      for (Agent agent : agents) {
        comeUp(
            agent,
            "The answer of process %d is %d.".formatted(agents.indexOf(agent), from),
            faults);
      }
    } finally {
      for (Agent agent : agents) {
        agent.close();
      }
    }
    long millis = (System.nanoTime() - from) / 1_000_000;
    var facts = new StoreFacts(world);
    if (facts.memories() != processes || facts.migrations() != StoreFacts.MIGRATIONS) {
      faults.add(facts.memories() + " memories, " + facts.migrations() + " migrations");
    }
    faults.addAll(facts.faults());
    return new Outcome(processes + " up in " + millis + " ms", faults);
  }

  /// A first start that is killed somewhere: the next one comes up all the same.
  static Outcome killed(Path folder, Random random) throws Exception {
    World world = World.of(folder.resolve("data"));
    long millis = random.nextLong(200, 3_000);
    try (Agent agent = Agent.start(world)) {
      CompletableFuture.runAsync(
              agent::kill, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
          .join();
    }
    String left = left(world);
    var faults = new ArrayList<String>();
    try (Agent agent = Agent.start(world)) {
      comeUp(agent, "The store was made at the second start.", faults);
    }
    if (faults.isEmpty()) {
      faults.addAll(new StoreFacts(world).faults());
    }
    return new Outcome("killed after %4d ms, left %s".formatted(millis, left), faults);
  }

  private static void comeUp(Agent agent, String statement, List<String> faults) throws Exception {
    try {
      agent.initialize();
      String action = agent.save(statement).action();
      if (!action.equals("created")) {
        faults.add("the first save was " + action);
      }
    } catch (IllegalStateException e) {
      faults.add("did not come up: " + agent.err());
    }
  }

  private static String left(World world) throws Exception {
    if (!Files.exists(world.database())) {
      return "no file";
    }
    try (var connection = new StoreFacts(world).open();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("select count(*) from sqlite_schema where type = 'table'")) {
      return row.getInt(1) + " tables";
    }
  }
}
