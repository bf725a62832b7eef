package dev.keepsake.server.torture;

import dev.keepsake.server.bench.Sentences;
import dev.keepsake.server.torture.Agent.Listed;
import dev.keepsake.server.torture.Writers.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Ends a process in order while 8 writers save: it answers what it stores, and ends soon.
final class Endings {
  private static final int PATIENCE_SECONDS = 20;

  /// The ways to end a process.
  enum Way {
    /// Its input ends, as when a client goes.
    INPUT_ENDS(0) {
      @Override
      void end(Process process) throws IOException {
        process.getOutputStream().close();
      }
    },
    /// 143 is how every shell names a process that this signal ended.
    SIGTERM(128 + 15) {
      @Override
      void end(Process process) {
        process.toHandle().destroy();
      }
    };

    final int exitCode;

    Way(int exitCode) {
      this.exitCode = exitCode;
    }

    abstract void end(Process process) throws IOException;
  }

  private Endings() {}

  static Outcome round(World world, Way way, long seed) throws Exception {
    var faults = new ArrayList<String>();
    List<Told> told;
    long millis;
    Set<String> before = stored(world);
    try (Agent agent = Agent.started(world)) {
      var writers =
          new Writers(agent).begin(Writers.endless(new Sentences(seed)::statement)).awaitFirst();
      long from = System.nanoTime();
      way.end(agent.process());
      if (!agent.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        faults.add("still running after " + PATIENCE_SECONDS + " s");
        agent.kill();
      }
      millis = (System.nanoTime() - from) / 1_000_000;
      told = writers.end();
      int exit = agent.process().exitValue();
      if (exit != way.exitCode || agent.err().contains("\tat ")) {
        faults.add("ended with " + exit + ": " + agent.err());
      }
    }
    boolean tidy = Files.notExists(world.home().resolve("keepsake.db-wal"));
    Set<String> now = stored(world);
    now.removeAll(before);
    Set<String> created = Writers.created(told).keySet();
    created.stream()
        .filter(text -> !now.contains(text))
        .forEach(text -> faults.add("lost: " + text));
    faults.addAll(new StoreFacts(world).faults());
    return new Outcome(
        "%-10s ended in %4d ms, acknowledged %d, stored %d%s"
            .formatted(way, millis, created.size(), now.size(), tidy ? "" : ", SQLite's log left"),
        faults);
  }

  private static Set<String> stored(World world) throws Exception {
    try (Agent agent = Agent.started(world)) {
      return agent.list().stream().map(Listed::content).collect(Collectors.toSet());
    }
  }
}
