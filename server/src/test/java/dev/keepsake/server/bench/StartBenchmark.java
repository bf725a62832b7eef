package dev.keepsake.server.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How soon the real process answers, started as a client starts it: from the start to the answer
/// of `initialize`, and to the answer of the first `save_memory`. Every variant once in a round,
/// one after the other, so that all of them meet the same machine; each has a data folder of its
/// own, which one start before has filled with what is unpacked once.
///
/// ```
/// ./mvnw -q -Pload -pl server -am verify -Dload="--startup --rounds 15 --peer"
/// ```
///
/// `--peer-command "node /path/to/server-memory/dist/index.js"` has the peer started without `npx`
/// as well.
final class StartBenchmark {
  private final int rounds;
  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

  /// @param fresh whether each start gets an empty folder
  private record Variant(Server server, boolean fresh) {}

  private record Sample(double initialize, double save, double cpu, double resident) {}

  /// Milliseconds and MiB.
  private record Row(
      String variant,
      double initializeMedian,
      double initializeMin,
      double saveMedian,
      double saveMin,
      double cpuMillis,
      double residentMiB) {
    static Row of(String variant, List<Sample> samples) {
      return new Row(
          variant,
          median(samples, Sample::initialize),
          min(samples, Sample::initialize),
          median(samples, Sample::save),
          min(samples, Sample::save),
          median(samples, Sample::cpu),
          median(samples, Sample::resident));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> of) {
      double[] sorted = samples.stream().mapToDouble(of).sorted().toArray();
      return sorted[sorted.length / 2];
    }

    private static double min(List<Sample> samples, ToDoubleFunction<Sample> of) {
      return samples.stream().mapToDouble(of).min().orElseThrow();
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%-44s %8.0f %6.0f %10.0f %6.0f %8.0f %8.0f",
          variant,
          initializeMedian,
          initializeMin,
          saveMedian,
          saveMin,
          cpuMillis,
          residentMiB);
    }

    static String head() {
      return String.format(
          Locale.ROOT,
          "%-44s %8s %6s %10s %6s %8s %8s",
          "ms from start",
          "init p50",
          "min",
          "save p50",
          "min",
          "cpu ms",
          "RSS MiB");
    }
  }

  StartBenchmark(List<String> arguments) {
    int at = arguments.indexOf("--rounds");
    this.rounds = at < 0 ? 10 : Integer.parseInt(arguments.get(at + 1));
    var launcher = Path.of(System.getProperty("keepsake.root", "."), "keepsake").toAbsolutePath();
    add("as shipped", keepsake(launcher, ""), false);
    add("as shipped, empty data folder", keepsake(launcher, ""), true);
    add("C1 alone", keepsake(launcher, "-XX:TieredStopAtLevel=1"), false);
    add("G1", keepsake(launcher, "-XX:-UseSerialGC -XX:+UseG1GC"), false);
    add("parallel collector", keepsake(launcher, "-XX:-UseSerialGC -XX:+UseParallelGC"), false);
    add("no cache", without(launcher, ""), false);
    add("no cache, C1 alone", without(launcher, "-XX:TieredStopAtLevel=1"), false);
    add("no cache, compact headers", without(launcher, "-XX:+UseCompactObjectHeaders"), false);
    if (arguments.contains("--peer")) {
      add("server-memory by npx", new Server.Peer(), true);
    }
    int command = arguments.indexOf("--peer-command");
    if (command >= 0) {
      var words = List.of(arguments.get(command + 1).split(" "));
      add("server-memory by node", new Server.Peer(words), true);
    }
  }

  private static Server keepsake(Path launcher, String options) {
    return new Server.Keepsake(launcher, Map.of("KEEPSAKE_JAVA_OPTS", options));
  }

  private static Server without(Path launcher, String options) {
    return new Server.Keepsake(
        launcher, Map.of("KEEPSAKE_JAVA_OPTS", options, "KEEPSAKE_AOT_CACHE", "off"));
  }

  private void add(String name, Server server, boolean fresh) {
    variants.put(name, new Variant(server, fresh));
    samples.put(name, new ArrayList<>());
  }

  void run(boolean json) throws IOException {
    Path folder = Files.createTempDirectory("keepsake-start");
    try {
      for (int round = -1; round < rounds; round++) {
        for (String name : variants.keySet()) {
          Sample sample = start(name, folder, round);
          if (round >= 0) {
            samples.get(name).add(sample);
          }
        }
      }
    } finally {
      CallBenchmark.delete(folder);
    }
    print(json);
  }

  private Sample start(String name, Path folder, int round) throws IOException {
    Variant variant = variants.get(name);
    Path home =
        Files.createDirectories(folder.resolve(variant.fresh() ? name + " " + round : name));
    long from = System.nanoTime();
    try (var wire = new Wire(variant.server().start(home))) {
      wire.initialize();
      double initialize = (System.nanoTime() - from) / 1e6;
      double cpu = wire.cpuSeconds() * 1_000;
      String answer =
          wire.ask("tools/call", variant.server().save("Ada prefers tea in round " + round + "."));
      double save = (System.nanoTime() - from) / 1e6;
      if (!variant.server().outcome(answer).equals("created")) {
        throw new IllegalStateException(name + ": " + answer);
      }
      return new Sample(initialize, save, cpu, wire.residentMiB());
    }
  }

  private void print(boolean json) throws IOException {
    List<Row> rows =
        samples.entrySet().stream().map(e -> Row.of(e.getKey(), e.getValue())).toList();
    if (json) {
      System.out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
    } else {
      System.out.println(Row.head());
      rows.forEach(row -> System.out.println(row.line()));
    }
  }
}
