package dev.keepsake.server.cluster;

import dev.keepsake.server.bench.Sentences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// No accepted write is lost, doubled or unaudited, whatever is taken away: writers over several
/// servers and one Postgres, while every few seconds a server is killed with SIGKILL, and Postgres
/// and Redis are stopped once each. Prints a report and ends with 1 on any fault.
///
/// ```
/// ./mvnw -q -Pcluster -pl server -am verify -Dcluster="loss"
/// ./mvnw -q -Pcluster -pl server -am verify -Dcluster="loss --queued"
/// ./mvnw -q -Pcluster -pl server -am verify -Dcluster="race --rounds 20"
/// ```
///
/// `loss`: `--seconds` 120, `--writers` 24, `--servers` 3, `--seed` 42; `--queued` has writes
/// accepted first and decided later, with an embedding endpoint that fails half of its calls.
/// `race`: 50 racers with one statement, and 50 that supersede one memory, see [ClusterRace].
///
/// A writer that gets no answer, or one that says that nothing was stored, asks again with the same
/// idempotency key, at another server, until it is answered: so each of its statements must be
/// there once at the end, and nothing else.
public final class ClusterTorture {
  private static final int USERS = 8;

  private final Cluster cluster;
  private final Random random;
  private final Sentences sentences;
  private final Ledger ledger = new Ledger();
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicInteger kills = new AtomicInteger();
  private final LongAdder asked = new LongAdder();
  private final LongAdder endedStarts = new LongAdder();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

  private ClusterTorture(Cluster cluster, long seed) {
    this.cluster = cluster;
    this.random = new Random(seed);
    this.sentences = new Sentences(seed);
  }

  public static void main(String[] arguments) throws Exception {
    List<String> words = Arrays.asList(arguments);
    String what = words.isEmpty() || words.getFirst().startsWith("--") ? "loss" : words.getFirst();
    List<String> faults =
        switch (what) {
          case "loss" -> loss(words);
          case "race" -> ClusterRace.run(number(words, "--rounds", 20));
          case "query" -> QueryBenchmark.run(words);
          case "rest" -> RestBenchmark.run(words);
          case "chat" -> ChatBenchmark.run(words);
          default ->
              throw new IllegalArgumentException(
                  "loss, race, query, rest or chat is expected: " + what);
        };
    faults.stream().limit(50).forEach(fault -> System.out.println("FAULT " + fault));
    System.out.println(faults.isEmpty() ? "no faults" : faults.size() + " faults");
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  static int number(List<String> arguments, String name, int fallback) {
    int at = arguments.indexOf(name);
    return at < 0 ? fallback : Integer.parseInt(arguments.get(at + 1));
  }

  private static List<String> loss(List<String> arguments) throws Exception {
    boolean queued = arguments.contains("--queued");
    long seed = number(arguments, "--seed", 42);
    try (var endpoint = EmbeddingEndpoint.start(0.5, seed);
        var cluster =
            Cluster.start(
                number(arguments, "--servers", 3), true, queued ? remote(endpoint) : Map.of())) {
      var torture = new ClusterTorture(cluster, seed);
      torture.run(number(arguments, "--seconds", 120), number(arguments, "--writers", 24));
      if (queued) {
        System.out.printf(
            "embedding endpoint: %d calls, %d failed%n", endpoint.calls(), endpoint.failed());
      }
      return torture.verdict(queued);
    }
  }

  static Map<String, String> remote(EmbeddingEndpoint endpoint) {
    var settings = new HashMap<String, String>();
    settings.put("KEEPSAKE_EMBEDDING_PROVIDER", "openai");
    settings.put("KEEPSAKE_EMBEDDING_MODEL_NAME", EmbeddingEndpoint.MODEL);
    settings.put("KEEPSAKE_EMBEDDING_DIMENSION", Integer.toString(EmbeddingEndpoint.DIMENSION));
    settings.put("KEEPSAKE_EMBEDDING_RETRY_SECONDS", "1");
    settings.put("OPENAI_BASE_URL", endpoint.url());
    settings.put("OPENAI_API_KEY", "none");
    return settings;
  }

  private void run(int seconds, int writers) throws Exception {
    System.out.printf("%d servers, %d writers, %d s%n", cluster.size(), writers, seconds);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < writers; i++) {
      String user = "user-" + i % USERS;
      threads.add(Thread.ofVirtual().start(() -> write(user)));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Thread killer = Thread.ofPlatform().start(this::killNowAndThen);
    pause(seconds / 3.0);
    System.out.println("Postgres stops");
    cluster.database().stop();
    pause(2);
    cluster.database().startAgain();
    System.out.println("Postgres is back");
    pause(seconds / 4.0);
    System.out.println("Redis stops");
    cluster.stopRedis();
    pause(5);
    cluster.startRedisAgain();
    System.out.println("Redis is back");
    pause((end - System.nanoTime()) / 1e9);
    over.countDown();
    killer.join();
    for (Thread thread : threads) {
      thread.join();
    }
    report(seconds);
  }

  /// Until it is all over, and so without a sleep that nobody ends.
  private void pause(double seconds) throws InterruptedException {
    boolean _ = over.await(Math.max(0, (long) (seconds * 1_000)), TimeUnit.MILLISECONDS);
  }

  private void killNowAndThen() {
    try {
      while (!over.await(3_000 + random.nextInt(2_000), TimeUnit.MILLISECONDS)) {
        endedStarts.add(cluster.replace(kills.getAndIncrement() % cluster.size()));
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      faults.add("a server did not come back: " + e);
    }
  }

  private void write(String user) {
    for (int i = 0; over.getCount() > 0; i++) {
      String text;
      synchronized (sentences) {
        text = sentences.statement();
      }
      save(user, text, i);
    }
  }

  /// Asks until it is answered, also after all is over: what was asked for must be told.
  private void save(String user, String text, int turn) {
    String key = UUID.randomUUID().toString();
    asked.increment();
    for (int attempt = 0; ; attempt++) {
      long from = System.nanoTime();
      try {
        Node.Answer answer = cluster.node(turn + attempt).save(user, text, key);
        count(answer.status() == 200 ? answer.action() : Integer.toString(answer.status()));
        if (answer.status() == 200) {
          nanos.add(System.nanoTime() - from);
          accept(user, text, answer);
          return;
        }
        if (answer.status() < 500) {
          faults.add("refused: " + answer);
          return;
        }
      } catch (IOException e) {
        count("no answer");
      }
      if (attempt > 600) {
        faults.add("never answered: " + text);
        return;
      }
      backOff();
    }
  }

  private static void backOff() {
    java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
  }

  private void accept(String user, String text, Node.Answer answer) {
    String action = answer.action();
    if (action.equals("created") || action.equals("queued")) {
      ledger.accept(answer.body().path("write_id").asText(), user, text);
    } else {
      faults.add("answered " + answer.body());
    }
  }

  private void count(String word) {
    answers.computeIfAbsent(word, _ -> new LongAdder()).increment();
  }

  private void report(int seconds) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "statements %d, accepted %d (%.0f a second), kills %d, starts that found no Postgres %d%n",
        asked.sum(),
        ledger.size(),
        ledger.size() / (double) seconds,
        kills.get(),
        endedStarts.sum());
    System.out.println("answers " + answers);
    if (sorted.length > 0) {
      System.out.printf(
          Locale.ROOT,
          "answered within: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
          sorted[sorted.length / 2] / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e6,
          sorted[sorted.length - 1] / 1e6);
    }
  }

  private List<String> verdict(boolean queued) throws Exception {
    if (queued) {
      awaitDecisions();
    }
    var all = new ArrayList<>(faults);
    all.addAll(ledger.faults(cluster.database()));
    System.out.printf(
        "memories %d, events %d, without a vector %d%n",
        cluster.database().number("select count(*) from memory_items"),
        cluster.database().number("select count(*) from memory_write_events"),
        cluster
            .database()
            .number("select count(*) from memory_items where embedding_status <> 'completed'"));
    for (int i = 0; i < USERS; i++) {
      String said = Node.run(cluster.settings(), "audit", "verify", "--user", "user-" + i);
      if (!said.startsWith("whole")) {
        all.add("audit verify of user-" + i + ": " + said);
      }
    }
    return all;
  }

  private void awaitDecisions() throws Exception {
    long from = System.nanoTime();
    String open = "select count(*) from memory_writes where state = 'accepted'";
    while (cluster.database().number(open) > 0) {
      if (System.nanoTime() - from > TimeUnit.MINUTES.toNanos(5)) {
        faults.add("writes were still open after 5 minutes");
        return;
      }
      backOff();
    }
    System.out.printf(
        Locale.ROOT, "all decided %.1f s after the last%n", (System.nanoTime() - from) / 1e9);
  }
}
