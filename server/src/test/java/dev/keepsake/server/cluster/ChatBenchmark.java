package dev.keepsake.server.cluster;

import dev.keepsake.server.bench.Sentences;
import dev.keepsake.server.proxy.ScriptedUpstream;
import dev.keepsake.server.proxy.ScriptedUpstream.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What the chat proxy adds to the time until the first byte of a streamed answer, what storing the
/// messages adds to a whole one, and whether many streams at once arrive whole: the real process
/// before a scripted upstream in this one.
///
/// ```
/// ./mvnw -q -Pcluster -pl server -am verify -Dcluster="chat"
/// ```
///
/// `--memories` 1000 of the user, `--calls` 300, `--streams` 200 at once of `--events` 100 each, an
/// event every 50 ms. One call after the other, each in turn directly, through the proxy without
/// recall, with recall, and `query_memory` by the same question alone; as many are made before and
/// not counted. Every question is another, so that none is found in a cache.
///
/// For the storing, blocks of 20 calls that name a conversation and of 20 that name none take
/// turns. First with a pause of 20 ms before each call, in which the call before is over and done
/// with: what differs is what storing adds to an answer. Then one call after the other: what is
/// done after an answer is in the way of the next call of its own block, which is what it costs a
/// machine that is never idle. Each block is a conversation of its own, which becomes long enough
/// for an episode.
final class ChatBenchmark {
  private static final String USER = "many";
  private static final long EVERY_MILLIS = 50;

  /// In which a call is stored and nothing else is done.
  private static final int PAUSE_MILLIS = 20;

  /// Calls in a row of one kind.
  private static final int BLOCK = 20;

  private final Node node;
  private final ScriptedUpstream upstream;
  private final HttpClient http;
  private final String key;
  private final Sentences sentences = new Sentences(7);
  private final List<String> faults = new ArrayList<>();

  private ChatBenchmark(Node node, ScriptedUpstream upstream, HttpClient http, String key) {
    this.node = node;
    this.upstream = upstream;
    this.http = http;
    this.key = key;
  }

  static List<String> run(List<String> arguments) throws Exception {
    Path folder = Files.createTempDirectory("keepsake-chat-");
    var settings = new TreeMap<String, String>();
    settings.put("KEEPSAKE_HOME", folder.toString());
    settings.put("KEEPSAKE_LOG_LEVEL", "warn");
    settings.put("KEEPSAKE_MEMORY_CREATE_RATE_PER_MINUTE", "0");
    String key =
        Node.JSON
            .readTree(Node.run(settings, "key", "create", "--name", "chat", "--json"))
            .path("key")
            .asText();
    try (var upstream = new ScriptedUpstream();
        var http = HttpClient.newHttpClient()) {
      settings.put("OPENAI_BASE_URL", upstream.baseUrl().toString());
      settings.put("OPENAI_API_KEY", "sk-none");
      try (var node = Node.start(settings, key, http)) {
        var benchmark = new ChatBenchmark(node, upstream, http, key);
        benchmark.remember(ClusterTorture.number(arguments, "--memories", 1_000));
        benchmark.firstBytes(ClusterTorture.number(arguments, "--calls", 300));
        benchmark.storing(ClusterTorture.number(arguments, "--calls", 300), PAUSE_MILLIS);
        benchmark.storing(ClusterTorture.number(arguments, "--calls", 300), 0);
        benchmark.streams(
            ClusterTorture.number(arguments, "--streams", 200),
            ClusterTorture.number(arguments, "--events", 100));
        return benchmark.faults;
      }
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void remember(int memories) throws IOException {
    for (int made = 0; made < memories; made += 100) {
      var body = Node.JSON.createObjectNode();
      var list = body.putArray("memories");
      for (int i = made; i < Math.min(made + 100, memories); i++) {
        list.addObject().put("content", sentences.statement()).put("type", "fact");
      }
      node.post("/api/v1/memories/bulk", USER, body.toString());
    }
    System.out.printf(Locale.ROOT, "one user with %,d memories%n", memories);
  }

  /// A way to have an answer.
  private enum Way {
    DIRECT("directly from the upstream"),
    WITHOUT_RECALL("through the proxy, with tools, without recall"),
    WITH_RECALL("through the proxy, with tools and recall"),
    RECALL_ALONE("query_memory alone");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  private void firstBytes(int calls) throws IOException, InterruptedException {
    upstream.forEver(ScriptedUpstream.says("It is a fine day today, as far as I can see."));
    var nanos = new long[Way.values().length][calls];
    for (int i = -calls; i < calls; i++) {
      for (Way way : Way.values()) {
        long took = firstByte(way, sentences.statement());
        if (i >= 0) {
          nanos[way.ordinal()][i] = took;
        }
      }
    }
    System.out.printf(
        "%-52s %6s %9s %9s%n", "first byte of a streamed answer", "calls", "p50 ms", "p99 ms");
    for (Way way : Way.values()) {
      Arrays.sort(nanos[way.ordinal()]);
      print(way.words, nanos[way.ordinal()]);
    }
    double direct = p50(nanos[Way.DIRECT.ordinal()]);
    double recall = p50(nanos[Way.RECALL_ALONE.ordinal()]);
    System.out.printf(
        Locale.ROOT,
        "added at p50: %.2f ms without recall; %.2f ms with it, of which %.2f ms are query_memory"
            + " alone%n",
        p50(nanos[Way.WITHOUT_RECALL.ordinal()]) - direct,
        p50(nanos[Way.WITH_RECALL.ordinal()]) - direct,
        recall);
  }

  private void storing(int calls, int pauseMillis) throws IOException, InterruptedException {
    upstream.forEver(ScriptedUpstream.says("It is a fine day today, as far as I can see."));
    int blocks = Math.ceilDiv(calls, BLOCK);
    var without = new Times(blocks * BLOCK);
    var stored = new Times(blocks * BLOCK);
    for (int block = -blocks; block < blocks; block++) {
      String conversation = conversation(pauseMillis, block);
      for (int i = 0; i < BLOCK; i++) {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        whole(Optional.empty(), without, block * BLOCK + i);
      }
      for (int i = 0; i < BLOCK; i++) {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        whole(Optional.of(conversation), stored, block * BLOCK + i);
      }
    }
    System.out.printf(
        "%-52s %6s %9s %9s%n",
        "answers, a pause of %d ms before each call".formatted(pauseMillis),
        "calls",
        "p50 ms",
        "p99 ms");
    without.print("no conversation named");
    stored.print("messages stored, episode checked");
    System.out.printf(
        Locale.ROOT,
        "stored to not stored, at p50: first byte %.3f, end %.3f%n",
        p50(stored.first) / p50(without.first),
        p50(stored.end) / p50(without.end));
    areStored(pauseMillis, blocks);
  }

  /// Of answers, until their first byte and until their end.
  private static final class Times {
    private final long[] first;
    private final long[] end;

    private Times(int calls) {
      this.first = new long[calls];
      this.end = new long[calls];
    }

    private void print(String words) {
      Arrays.sort(first);
      Arrays.sort(end);
      ChatBenchmark.print(words + ": first byte", first);
      ChatBenchmark.print(words + ": end", end);
    }
  }

  private static String conversation(int pauseMillis, int block) {
    return "bench-%d-%d".formatted(pauseMillis, block);
  }

  /// @param call those below 0 are not counted
  private void whole(Optional<String> conversation, Times times, int call)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        chat(node.url() + "/v1", sentences.statement()).header("X-Keepsake-Recall", "off");
    conversation.ifPresent(id -> request.header("X-Conversation-Id", id));
    long from = System.nanoTime();
    try (InputStream body = http.send(request.build(), BodyHandlers.ofInputStream()).body()) {
      if (body.read() < 0) {
        faults.add("no answer in " + conversation);
      }
      long first = System.nanoTime() - from;
      body.readAllBytes();
      if (call >= 0) {
        times.first[call] = first;
        times.end[call] = System.nanoTime() - from;
      }
    }
  }

  /// The last is looked for until it is there: it is stored after its answer.
  private void areStored(int pauseMillis, int blocks) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (int block = -blocks; block < blocks; block++) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      node.url() + "/api/v1/conversations/" + conversation(pauseMillis, block)))
              .header("Authorization", "Bearer " + key)
              .header("X-User-Id", USER)
              .build();
      long messages = -1;
      while (messages != 2 * BLOCK && System.nanoTime() < deadline) {
        String body = http.send(request, BodyHandlers.ofString()).body();
        messages = Node.JSON.readTree(body).path("total_message_count").asLong(-1);
      }
      if (messages != 2 * BLOCK) {
        faults.add("of conversation %d %d messages are stored".formatted(block, messages));
      }
    }
  }

  private static double p50(long[] sorted) {
    return sorted[sorted.length / 2] / 1e6;
  }

  private static void print(String words, long[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "%-52s %6d %9.2f %9.2f%n",
        words,
        sorted.length,
        p50(sorted),
        sorted[(int) Math.ceil(0.99 * sorted.length) - 1] / 1e6);
  }

  private long firstByte(Way way, String question) throws IOException, InterruptedException {
    HttpRequest request =
        switch (way) {
          case DIRECT -> chat(upstream.baseUrl().toString(), question).build();
          case WITHOUT_RECALL ->
              chat(node.url() + "/v1", question).header("X-Keepsake-Recall", "off").build();
          case WITH_RECALL -> chat(node.url() + "/v1", question).build();
          case RECALL_ALONE ->
              request(
                      node.url() + "/api/v1/tools/query_memory",
                      Node.JSON
                          .createObjectNode()
                          .put("query", question)
                          .put("limit", 10)
                          .put("min_score", 0.15)
                          .toString())
                  .build();
        };
    long from = System.nanoTime();
    try (InputStream body = http.send(request, BodyHandlers.ofInputStream()).body()) {
      if (body.read() < 0) {
        faults.add("an empty answer, " + way.words);
      }
      long took = System.nanoTime() - from;
      body.readAllBytes();
      return took;
    }
  }

  private HttpRequest.Builder chat(String base, String question) {
    var body = Node.JSON.createObjectNode().put("model", "toy").put("stream", true);
    body.putArray("messages").addObject().put("role", "user").put("content", question);
    return request(base + "/chat/completions", body.toString());
  }

  private HttpRequest.Builder request(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(120))
        .header("Authorization", "Bearer " + key)
        .header("X-User-Id", USER)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /// Each stream is another, and has to arrive to the letter.
  private void streams(int streams, int events) throws InterruptedException {
    try (ScheduledExecutorService clock = Executors.newScheduledThreadPool(1)) {
      upstream.forEver(paced(clock, events));
      var nanos = new ConcurrentLinkedQueue<Long>();
      var lost = new ConcurrentLinkedQueue<String>();
      long from = System.nanoTime();
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < streams; i++) {
        String name = "stream " + i;
        threads.add(Thread.ofVirtual().start(() -> stream(name, events, nanos, lost)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      double seconds = (System.nanoTime() - from) / 1e9;
      long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "%d streams at once of %d events: %d arrived to the letter, in %.1f s (%.1f s by the"
              + " upstream's clock)%n",
          streams,
          events,
          sorted.length,
          seconds,
          events * EVERY_MILLIS / 1e3);
      print("first byte, among them", sorted);
      faults.addAll(lost);
    }
  }

  private void stream(
      String name,
      int events,
      ConcurrentLinkedQueue<Long> nanos,
      ConcurrentLinkedQueue<String> lost) {
    long from = System.nanoTime();
    HttpRequest request = chat(node.url() + "/v1", name).build();
    try (InputStream body = http.send(request, BodyHandlers.ofInputStream()).body()) {
      int first = body.read();
      long took = System.nanoTime() - from;
      String text = (char) first + new String(body.readAllBytes(), StandardCharsets.UTF_8);
      if (text.equals(whole(name, events))) {
        nanos.add(took);
      } else {
        lost.add(name + " arrived otherwise: " + text.length() + " characters");
      }
    } catch (IOException e) {
      lost.add(name + " broke: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String event(String name, int number) {
    return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s, %d \"},\"finish_reason\":%s}]}\n\n"
        .formatted(name, number, number < 0 ? "\"stop\"" : "null");
  }

  private static String whole(String name, int events) {
    var whole = new StringBuilder();
    for (int i = 0; i < events; i++) {
      whole.append(event(name, i));
    }
    return whole.append(event(name, -1)).append("data: [DONE]\n\n").toString();
  }

  /// An event at a time.
  private static Turn paced(ScheduledExecutorService clock, int events) {
    return (asked, reply) -> {
      var messages = asked.json().path("messages");
      String name = messages.get(messages.size() - 1).path("content").asText();
      reply.stream();
      var next = new AtomicInteger();
      var over = new java.util.concurrent.CompletableFuture<Void>();
      var ticking =
          clock.scheduleAtFixedRate(
              () -> {
                try {
                  int number = next.getAndIncrement();
                  if (number < events) {
                    reply.part(event(name, number));
                  } else if (!over.isDone()) {
                    reply.part(event(name, -1)).done();
                    over.complete(null);
                  }
                } catch (IOException e) {
                  over.completeExceptionally(e);
                }
              },
              0,
              EVERY_MILLIS,
              TimeUnit.MILLISECONDS);
      try {
        over.join();
      } catch (java.util.concurrent.CompletionException e) {
        throw new IOException("whoever asked is gone", e);
      } finally {
        ticking.cancel(false);
      }
    };
  }
}
