package dev.keepsake.server.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// How fast calls over MCP stdio are, to the real process with a fresh data folder: fills it with
/// memories of one user, times single saves and single queries, then callers at once, half saves,
/// half queries; and looks for tokens that it planted.
///
/// ```
/// ./mvnw -q -Pload -pl server -am verify
/// ./mvnw -q -Pload -pl server -am verify -Dload="--memories 2000 --seconds 5 --peer --json"
/// ```
///
/// `--memories` 10000, `--calls` 500 of each single kind, `--callers` 8, `--seconds` 20, `--peer`
/// measures the MCP project's server from npm in the same run, `--json` prints JSON. Ends with 1 if
/// a save was not stored or a token not found. `--startup` measures starts instead, see
/// [StartBenchmark].
public final class CallBenchmark {
  private static final int TOKENS = 100;
  private static final String CALL = "tools/call";

  private final Server server;
  private final Options options;
  private final Wire wire;
  private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final Map<String, Figures> figures = new LinkedHashMap<>();

  private record Options(
      int memories, int calls, int callers, int seconds, boolean peer, boolean json) {
    static Options of(List<String> arguments) {
      return new Options(
          number(arguments, "--memories", 10_000),
          number(arguments, "--calls", 500),
          number(arguments, "--callers", 8),
          number(arguments, "--seconds", 20),
          arguments.contains("--peer"),
          arguments.contains("--json"));
    }

    private static int number(List<String> arguments, String name, int fallback) {
      int at = arguments.indexOf(name);
      return at < 0 ? fallback : Integer.parseInt(arguments.get(at + 1));
    }
  }

  /// Of one server.
  private record Report(
      String server,
      Map<String, Figures> figures,
      Map<String, Long> saves,
      int tokens,
      int tokensFound) {
    boolean sound() {
      return tokensFound == tokens && saves.keySet().equals(java.util.Set.of("created"));
    }

    void print() {
      System.out.println(server);
      System.out.println(Figures.head());
      figures.forEach((name, figure) -> System.out.println(figure.row(name)));
      System.out.println("saves by outcome: " + saves);
      System.out.println("exact tokens found: " + tokensFound + " of " + tokens);
      System.out.println();
    }
  }

  private CallBenchmark(Server server, Options options, Wire wire) {
    this.server = server;
    this.options = options;
    this.wire = wire;
  }

  public static void main(String[] arguments) throws IOException {
    if (Arrays.asList(arguments).contains("--startup")) {
      new StartBenchmark(Arrays.asList(arguments)).run(Arrays.asList(arguments).contains("--json"));
      System.exit(0);
    }
    var options = Options.of(Arrays.asList(arguments));
    var launcher = Path.of(System.getProperty("keepsake.root", "."), "keepsake").toAbsolutePath();
    var servers = new ArrayList<Server>(List.of(new Server.Keepsake(launcher, Map.of())));
    if (options.peer()) {
      servers.add(new Server.Peer());
    }
    var reports = new ArrayList<Report>();
    for (Server server : servers) {
      reports.add(measure(server, options));
    }
    if (options.json()) {
      System.out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(reports));
    } else {
      reports.forEach(Report::print);
    }
    System.exit(reports.getFirst().sound() ? 0 : 1);
  }

  private static Report measure(Server server, Options options) throws IOException {
    Path folder = Files.createTempDirectory("keepsake-bench");
    try (var wire = new Wire(server.start(folder))) {
      return new CallBenchmark(server, options, wire).run();
    } finally {
      delete(folder);
    }
  }

  private Report run() {
    wire.initialize();
    var sentences = new Sentences(42);
    List<String> tokens =
        IntStream.range(0, TOKENS).mapToObj(i -> "QX-" + (48_213 + 37 * i)).toList();
    fill(sentences, tokens);
    time(
        "warm-up",
        200,
        i ->
            i % 2 == 0
                ? once(sentences.statement(), this::save)
                : once(sentences.question(), this::ask));
    figures.remove("warm-up");
    time("save, one caller", options.calls(), _ -> once(sentences.statement(), this::save));
    time("query, one caller", options.calls(), _ -> once(sentences.question(), this::ask));
    together(sentences);
    int found = (int) tokens.stream().filter(this::finds).count();
    var saves = new TreeMap<String, Long>();
    outcomes.forEach((outcome, count) -> saves.put(outcome, count.sum()));
    return new Report(server.name(), figures, saves, tokens.size(), found);
  }

  private static Runnable once(String text, java.util.function.Consumer<String> call) {
    return () -> call.accept(text);
  }

  private void fill(Sentences sentences, List<String> tokens) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < options.memories() - tokens.size(); i++) {
      texts.add(sentences.statement());
    }
    for (int i = 0; i < tokens.size(); i++) {
      texts.add(i * texts.size() / tokens.size(), sentences.statementWith(tokens.get(i)));
    }
    var batches = new ArrayList<List<String>>();
    for (int i = 0; i < texts.size(); i += server.batch()) {
      batches.add(texts.subList(i, Math.min(texts.size(), i + server.batch())));
    }
    var next = new AtomicInteger();
    long start = System.nanoTime();
    double cpu = wire.cpuSeconds();
    // the peer loses writes that come at once
    concurrently(
        server.batch() > 1 ? 1 : options.callers(),
        _ -> {
          for (int i = next.getAndIncrement(); i < batches.size(); i = next.getAndIncrement()) {
            count(wire.ask(CALL, server.saveAll(batches.get(i))), batches.get(i).size());
          }
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    System.err.printf(
        "%s: filled %d in %.1f s, %.2f ms of its processor time each%n",
        server.name(), texts.size(), seconds, (wire.cpuSeconds() - cpu) * 1_000 / texts.size());
  }

  private void time(String phase, int calls, java.util.function.IntFunction<Runnable> call) {
    long[] nanos = new long[calls];
    double cpu = wire.cpuSeconds();
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      Runnable one = call.apply(i);
      long from = System.nanoTime();
      one.run();
      nanos[i] = System.nanoTime() - from;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.put(phase, Figures.of(nanos, seconds, wire.cpuSeconds() - cpu));
  }

  private void together(Sentences sentences) {
    var saves = new ConcurrentHashMap<Integer, List<Long>>();
    var queries = new ConcurrentHashMap<Integer, List<Long>>();
    double cpu = wire.cpuSeconds();
    long start = System.nanoTime();
    long end = start + options.seconds() * 1_000_000_000L;
    concurrently(
        options.callers(),
        caller -> {
          var saved = saves.computeIfAbsent(caller, _ -> new ArrayList<>());
          var asked = queries.computeIfAbsent(caller, _ -> new ArrayList<>());
          for (int i = caller; System.nanoTime() < end; i++) {
            boolean saving = i % 2 == 0;
            String text;
            synchronized (sentences) {
              text = saving ? sentences.statement() : sentences.question();
            }
            long from = System.nanoTime();
            if (saving) {
              save(text);
            } else {
              ask(text);
            }
            (saving ? saved : asked).add(System.nanoTime() - from);
          }
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    double spent = wire.cpuSeconds() - cpu;
    long[] save = flat(saves);
    long[] query = flat(queries);
    long[] all =
        IntStream.range(0, save.length + query.length)
            .mapToLong(i -> i < save.length ? save[i] : query[i - save.length])
            .toArray();
    String who = options.callers() + " callers";
    figures.put(who + ", all", Figures.of(all, seconds, spent));
    figures.put(who + ", saves", Figures.of(save, seconds, 0));
    figures.put(who + ", queries", Figures.of(query, seconds, 0));
  }

  private static long[] flat(Map<Integer, List<Long>> times) {
    return times.values().stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
  }

  private static void concurrently(int callers, java.util.function.IntConsumer work) {
    try (var threads = Executors.newFixedThreadPool(callers)) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        all.add(threads.submit(() -> work.accept(caller)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException("a caller failed", e);
    }
  }

  private void save(String text) {
    count(wire.ask(CALL, server.save(text)), 1);
  }

  private void ask(String text) {
    String answer = wire.ask(CALL, server.query(text));
    if (answer.contains("\"isError\":true") || !answer.contains("\"result\"")) {
      throw new IllegalStateException("a query failed: " + answer);
    }
  }

  private void count(String answer, int saves) {
    outcomes.computeIfAbsent(server.outcome(answer), _ -> new LongAdder()).add(saves);
  }

  /// The peer finds what contains the query's text as it is.
  private boolean finds(String token) {
    String answer = wire.ask(CALL, server.query(server.askingFor(token)));
    return answer.contains(token);
  }

  static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
