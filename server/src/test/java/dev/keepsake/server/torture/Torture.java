package dev.keepsake.server.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Durability in long loops, against the real process in fresh data folders. Prints a line for each
/// round and ends with 1 on any fault.
///
/// ```
/// ./mvnw -q -Ptorture -pl server -am verify
/// ./mvnw -q -Ptorture -pl server -am verify -Dtorture="kill --rounds 100 --seed 7"
/// ```
///
/// The first word says which; without one, all of them:
///
/// - `kill`: SIGKILL while 8 writers save, 20 rounds on one folder ([KillLoop])
/// - `share`: two and three processes write into one folder, `--statements` 200 ([SharedFolder])
/// - `race`: 50 callers, one statement, two processes, 20 rounds ([Race])
/// - `start`: three first starts at once, 10 rounds, and 10 that are killed ([Starts])
/// - `end`: SIGTERM and end of input while 8 writers save, 5 rounds each ([Endings])
/// - `backup`: backups while 8 writers save, backups and restorations that are killed, 10 rounds
///   ([BackupLoop])
/// - `lock`: another program holds the store's lock, for longer than is waited too ([HeldLock])
public final class Torture {
  private static final List<String> ALL =
      List.of("kill", "share", "race", "start", "end", "backup", "lock");

  private final List<String> arguments;
  private final long seed;
  private int faults;

  /// A round that leaves its data folder to the caller.
  private interface Round {
    Outcome run(int number) throws Exception;
  }

  private Torture(List<String> arguments) {
    this.arguments = arguments;
    this.seed = number("--seed", 42);
  }

  public static void main(String[] arguments) throws Exception {
    var torture = new Torture(List.of(arguments));
    boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
    for (String what : named ? List.of(arguments[0]) : ALL) {
      torture.run(what);
    }
    System.out.println(torture.faults == 0 ? "no faults" : torture.faults + " faults");
    System.exit(torture.faults == 0 ? 0 : 1);
  }

  private int number(String name, int fallback) {
    int at = arguments.indexOf(name);
    return at < 0 ? fallback : Integer.parseInt(arguments.get(at + 1));
  }

  private void run(String what) throws Exception {
    System.out.println(what + ", seed " + seed);
    Path folder = Files.createTempDirectory("keepsake-torture");
    World world = World.of(folder.resolve("data"));
    switch (what) {
      case "kill" -> {
        var loop = new KillLoop(world, seed);
        rounds(20, _ -> loop.round());
      }
      case "share" -> {
        int statements = number("--statements", 200);
        rounds(1, i -> new SharedFolder(part(folder, "two" + i), 2, statements).round(seed + i));
        rounds(1, i -> new SharedFolder(part(folder, "three" + i), 3, statements).round(seed + i));
      }
      case "race" -> {
        try (var race = new Race(world)) {
          rounds(20, _ -> race.round());
          rounds(5, _ -> race.paraphrases());
        }
        tell(0, new Outcome("the store afterwards", new StoreFacts(world).faults()));
      }
      case "start" -> {
        var random = new Random(seed);
        rounds(10, i -> Starts.together(folder.resolve("together" + i), 3));
        rounds(10, i -> Starts.killed(folder.resolve("killed" + i), random));
      }
      case "end" -> {
        for (var way : Endings.Way.values()) {
          rounds(5, i -> Endings.round(world, way, seed + 31L * i + way.ordinal()));
        }
      }
      case "backup" -> {
        var loop = new BackupLoop(world, folder.resolve("backups"), seed);
        rounds(10, _ -> loop.round());
      }
      case "lock" -> {
        tell(1, HeldLock.waits(world, 5_000));
        tell(2, HeldLock.givesUp(world));
      }
      default -> throw new IllegalArgumentException("one of " + ALL + " is expected: " + what);
    }
    delete(folder);
  }

  private static World part(Path folder, String name) {
    return World.of(folder.resolve(name));
  }

  private void rounds(int fallback, Round round) throws Exception {
    int rounds = number("--rounds", fallback);
    for (int i = 1; i <= rounds; i++) {
      tell(i, round.run(i));
    }
  }

  private void tell(int number, Outcome outcome) {
    System.out.printf("%3d  %s%n", number, outcome.line());
    outcome.faults().forEach(fault -> System.out.println("     FAULT " + fault));
    faults += outcome.faults().size();
  }

  private void delete(Path folder) throws IOException {
    if (faults > 0) {
      System.out.println("kept: " + folder);
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
