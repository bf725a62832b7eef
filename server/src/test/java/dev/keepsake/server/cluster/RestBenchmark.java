package dev.keepsake.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.bench.Sentences;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// How long programs wait for the REST API, where one user has very many memories: one client, one
/// call after the other, beside a call of the same server that does nothing and beside the bare SQL
/// on one connection.
///
/// ```
/// ./mvnw -q -Pcluster -pl server -am verify -Dcluster="rest --memories 100000"
/// ./mvnw -q -Pcluster -pl server -am verify -Dcluster="rest --embedded"
/// ```
///
/// On Postgres with Redis, *from the cache* is one server that has it, and the rest another on the
/// same database that has no Redis; `--embedded` is one server on an SQLite file. The total of a
/// list is remembered by the server until something changes, which *after a change* shows. A bulk
/// is 100 memories of 200 characters, with the vectors made in the process.
final class RestBenchmark {
  private static final String USER = "many";
  private static final String MEMORIES = "/api/v1/memories";
  private static final int PAGE = 1_000;
  private static final int PER_PAGE = 20;
  private static final int BULK = 100;
  private static final int CHARACTERS = 200;

  /// As many again are made before, and not counted.
  private final int calls;

  private final int memories;
  private final Node cached;
  private final Node bare;
  private final boolean redis;

  private RestBenchmark(Node cached, Node bare, boolean redis, int memories, int calls) {
    this.cached = cached;
    this.bare = bare;
    this.redis = redis;
    this.memories = memories;
    this.calls = calls;
  }

  static List<String> run(List<String> arguments) throws Exception {
    int memories = ClusterTorture.number(arguments, "--memories", 100_000);
    int calls = ClusterTorture.number(arguments, "--calls", 1_000);
    var settings = Map.of("KEEPSAKE_MEMORY_CREATE_RATE_PER_MINUTE", "0");
    if (arguments.contains("--embedded")) {
      embedded(settings, memories, calls);
      return List.of();
    }
    try (var cluster = Cluster.start(1, true, settings)) {
      try (Connection owner = cluster.database().connect()) {
        RestRows.onPostgres(owner, USER, memories);
      }
      try (var without = cluster.startWithoutRedis();
          var sql = DriverManager.getConnection(cluster.database().applicationUrl())) {
        new RestBenchmark(cluster.node(0), without, true, memories, calls)
            .measure(RestRows.bareOnPostgres(sql, USER));
      }
    }
    return List.of();
  }

  private static void embedded(Map<String, String> more, int memories, int calls) throws Exception {
    Path folder = Files.createTempDirectory("keepsake-rest-");
    var settings = new TreeMap<>(more);
    settings.put("KEEPSAKE_HOME", folder.toString());
    settings.put("KEEPSAKE_LOG_LEVEL", "warn");
    String key =
        Node.JSON
            .readTree(Node.run(settings, "key", "create", "--name", "rest", "--json"))
            .path("key")
            .asText();
    String url = "jdbc:sqlite:" + folder.resolve("keepsake.db");
    try (Connection file = DriverManager.getConnection(url)) {
      RestRows.onSqlite(file, USER, memories);
    }
    try (var http = HttpClient.newHttpClient();
        var node = Node.start(settings, key, http);
        var sql = DriverManager.getConnection(url)) {
      new RestBenchmark(node, node, false, memories, calls)
          .measure(RestRows.bareOnSqlite(sql, USER));
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// A call, which is given its number.
  private interface Call {
    void make(int number) throws IOException, SQLException;
  }

  private double row(String name, int times, Call call) throws IOException, SQLException {
    for (int i = 0; i < times; i++) {
      call.make(i);
    }
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long from = System.nanoTime();
      call.make(times + i);
      nanos[i] = System.nanoTime() - from;
    }
    Arrays.sort(nanos);
    double p50 = nanos[times / 2] / 1e6;
    System.out.printf(
        Locale.ROOT,
        "%-52s %6d %9.2f %9.2f%n",
        name,
        times,
        p50,
        nanos[(int) Math.ceil(0.99 * times) - 1] / 1e6);
    return p50;
  }

  private void measure(RestRows.Bare sql) throws IOException, SQLException {
    System.out.printf(Locale.ROOT, "one user with %,d memories%n", memories);
    System.out.printf("%-52s %6s %9s %9s%n", "", "calls", "p50 ms", "p99 ms");
    double nothing = row("a call that does nothing", calls, _ -> get(bare, "/health/live"));
    gets(sql);
    lists(sql);
    pages();
    bulks(nothing);
  }

  private void gets(RestRows.Bare sql) throws IOException, SQLException {
    var ids = new ArrayList<String>();
    for (int page = 1; page <= 5; page++) {
      list(bare, "?per_page=100&page=" + page)
          .path("data")
          .forEach(memory -> ids.add(memory.path("id").asText()));
    }
    var random = new Random(7);
    if (redis) {
      for (String id : ids) {
        get(cached, MEMORIES + "/" + id);
      }
      row(
          "one memory, from the cache",
          calls,
          _ -> get(cached, MEMORIES + "/" + ids.get(random.nextInt(ids.size()))));
    }
    row(
        "one memory, from the database",
        calls,
        _ -> get(bare, MEMORIES + "/" + ids.get(random.nextInt(ids.size()))));
    row("  bare SQL", calls, _ -> sql.askOne(ids.get(random.nextInt(ids.size()))));
  }

  private void lists(RestRows.Bare sql) throws IOException, SQLException {
    if (redis) {
      row("list of 20, from the cache", calls, _ -> list(cached, ""));
      row("the newest 10, from the cache", calls, _ -> list(cached, "?per_page=10"));
    }
    row("list of 20, from the database", calls, _ -> list(bare, ""));
    row("  bare SQL", calls, _ -> sql.askNewest());
    String id = list(cached, "").at("/data/0/id").asText();
    afterChanges(id);
    row("  bare SQL: count", Math.min(calls, 50), _ -> sql.askCount());
  }

  /// The list alone is timed.
  private void afterChanges(String id) throws IOException {
    int times = Math.min(calls, 50);
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      String body = "{\"title\": \"Title %d\"}".formatted(i);
      expect(200, cached.patch(MEMORIES + "/" + id, USER, body));
      long from = System.nanoTime();
      list(cached, "");
      nanos[i] = System.nanoTime() - from;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-52s %6d %9.2f %9.2f%n",
        "list of 20, the first after a change",
        times,
        nanos[times / 2] / 1e6,
        nanos[(int) Math.ceil(0.99 * times) - 1] / 1e6);
  }

  private void pages() throws IOException, SQLException {
    int page = Math.min(PAGE, memories / PER_PAGE);
    String far = list(bare, "?page=" + (page - 1)).at("/meta/next_cursor").asText();
    double first = row("page 1 by cursor, from the database", calls, _ -> list(bare, ""));
    double last =
        row(
            "page %,d by cursor, from the database".formatted(page),
            calls,
            _ -> list(bare, "?cursor=" + far));
    System.out.printf(Locale.ROOT, "  page %,d beside page 1: %.2f times%n", page, last / first);
    row("page %,d by its number".formatted(page), calls / 10, _ -> list(bare, "?page=" + page));
  }

  private void bulks(double nothing) throws IOException, SQLException {
    var sentences = new Sentences(42);
    double bulk =
        row("a bulk of %d memories".formatted(BULK), 10, number -> bulk(number, sentences));
    System.out.printf(
        Locale.ROOT,
        "  each memory of it: %.2f ms; a call that does nothing: %.2f ms%n",
        bulk / BULK,
        nothing);
  }

  private void bulk(int number, Sentences sentences) throws IOException {
    ObjectNode body = Node.JSON.createObjectNode();
    for (int i = 0; i < BULK; i++) {
      String text =
          sentences.statement() + " " + sentences.statement() + " " + sentences.statement();
      body.withArray("memories")
          .addObject()
          .put("content", text.substring(0, Math.min(CHARACTERS, text.length())));
    }
    Node.Answer answer = cached.post(MEMORIES + "/bulk", "bulk-" + number, body.toString());
    if (answer.status() != 200 || answer.body().path("failed").asInt() > 0) {
      throw new IllegalStateException("not all were answered: " + answer);
    }
  }

  private static JsonNode list(Node node, String query) throws IOException {
    JsonNode page = get(node, MEMORIES + query);
    if (page.path("data").isEmpty()) {
      throw new IllegalStateException("an empty list: " + page);
    }
    return page;
  }

  private static JsonNode get(Node node, String path) throws IOException {
    return expect(200, node.get(path, USER));
  }

  private static JsonNode expect(int status, Node.Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException("a call failed: " + answer);
    }
    return answer.body();
  }
}
