package dev.keepsake.server.torture;

import dev.keepsake.server.bench.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Backs up while 8 writers save, and kills (SIGKILL) a backup and a restoration in between: a
/// backup is whole or not there, the store is the old one or the restored one, and nothing is
/// restored over a store in use.
final class BackupLoop {
  private final World world;
  private final Path backups;
  private final Random random;
  private final Sentences sentences;
  private int rounds;

  /// @param backups a folder for what is backed up
  BackupLoop(World world, Path backups, long seed) {
    this.world = world;
    this.backups = backups;
    this.random = new Random(seed);
    this.sentences = new Sentences(seed);
  }

  Outcome round() throws Exception {
    var faults = new ArrayList<String>();
    Path whole = backups.resolve("whole-" + ++rounds);
    Path cut = backups.resolve("cut-" + rounds);
    try (Agent agent = Agent.started(world)) {
      var writers = new Writers(agent).begin(Writers.endless(sentences::statement)).awaitFirst();
      expect(0, world.run("backup", whole.toString()), "", faults);
      killed("backup", cut.toString());
      expect(
          1,
          world.run("backup", "restore", whole.toString(), "--yes"),
          "Another process has the store",
          faults);
      long before = agent.list().size();
      agent.process().getOutputStream().close();
      writers.end();
      if (before == 0) {
        faults.add("nothing is listed");
      }
    }
    faults.addAll(new StoreFacts(world).faults());
    long old = new StoreFacts(world).memories();
    long copied = memories(whole);
    long millis = killed("backup", "restore", whole.toString(), "--yes");
    faults.addAll(new StoreFacts(world).faults());
    long now = new StoreFacts(world).memories();
    if (now != old && now != copied) {
      faults.add(now + " memories, neither the old " + old + " nor the restored " + copied);
    }
    for (Path backup : Files.exists(cut) ? List.of(whole, cut) : List.of(whole)) {
      expect(0, world.run("backup", "restore", backup.toString(), "--yes"), "", faults);
      faults.addAll(new StoreFacts(world).faults());
      if (new StoreFacts(world).memories() != memories(backup)) {
        faults.add("restored are not the memories of " + backup);
      }
    }
    return new Outcome(
        String.format(
            Locale.ROOT,
            "memories %5d, backed up %5d; backup cut off %s, restoration killed after %4d ms: %s",
            old,
            copied,
            Files.exists(cut) ? "too late" : "in time",
            millis,
            now == copied && now != old ? "restored" : "as before"),
        faults);
  }

  private long killed(String... command) throws IOException {
    long millis = random.nextLong(100, 2_000);
    Process process =
        world
            .command(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
        .join();
    process.onExit().join();
    return millis;
  }

  private static long memories(Path backup) throws IOException {
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(backup.resolve("manifest.json").toFile())
        .at("/memories/active")
        .asLong();
  }

  private static void expect(int exitCode, World.Run run, String said, List<String> faults) {
    if (run.exitCode() != exitCode || !run.err().contains(said)) {
      faults.add("ended with %d: %s".formatted(run.exitCode(), run.err()));
    }
  }
}
