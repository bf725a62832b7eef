package dev.keepsake.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// 50 callers over three servers that say the same at the same moment, or correct the same memory.
final class ClusterRace {
  static final int RACERS = 50;
  private static final String USER = "racer";

  private final Cluster cluster;
  private final List<String> faults = new ArrayList<>();

  private ClusterRace(Cluster cluster) {
    this.cluster = cluster;
  }

  static List<String> run(int rounds) throws Exception {
    try (var cluster = Cluster.start(3, false, Map.of())) {
      var race = new ClusterRace(cluster);
      for (int i = 1; i <= rounds; i++) {
        System.out.printf("%3d  %s  %s%n", i, race.sameWords(i), race.corrections(i));
      }
      return race.faults;
    }
  }

  /// One is created, the others are told of it.
  private Map<String, Long> sameWords(int round) throws Exception {
    String text = "Tamsin keeps the spare keys of flat %d in the blue tin.".formatted(round);
    Map<String, Long> actions = actions(i -> save(i, text, ""));
    if (!actions.equals(Map.of("created", 1L, "duplicate_skipped", RACERS - 1L))) {
      faults.add("round " + round + ", same words: " + actions);
    }
    expectActive(2L * round - 1);
    return actions;
  }

  /// One becomes the head, the others are told that the memory is no longer active.
  private Map<String, Long> corrections(int round) throws Exception {
    String before = "The parcel number %d is at the office of Oskar.".formatted(round);
    String old = save(0, before, "").body().path("memory_id").asText();
    Map<String, Long> actions =
        actions(i ->
            save(
                i, "The parcel number %d was sent on to depot %d.".formatted(round, 100 + i), old));
    if (!actions.equals(Map.of("created", 1L, "not-active", RACERS - 1L))) {
      faults.add("round " + round + ", corrections: " + actions);
    }
    expectActive(2L * round);
    long heads =
        cluster
            .database()
            .number(
                "select count(*) from memory_items m where m.status = 'active' and exists (select 1"
                    + " from memory_items o where o.user_id = m.user_id and o.superseded_by = m.id"
                    + " and o.id = '"
                    + old
                    + "')");
    if (heads != 1) {
      faults.add("round " + round + ": " + heads + " heads");
    }
    return actions;
  }

  private void expectActive(long memories) throws Exception {
    long active =
        cluster.database().number("select count(*) from memory_items where status = 'active'");
    if (active != memories) {
      faults.add(active + " active memories instead of " + memories);
    }
  }

  private Node.Answer save(int racer, String text, String supersedes) {
    ObjectNode arguments = Node.JSON.createObjectNode();
    arguments.put("content", text).put("memory_type", "fact").put("confidence", 0.9);
    arguments.put("idempotency_key", UUID.randomUUID().toString());
    if (!supersedes.isEmpty()) {
      arguments.put("supersedes", supersedes);
    }
    try {
      return cluster.node(racer).call("save_memory", USER, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Long> actions(IntFunction<Node.Answer> call) {
    var start = new CyclicBarrier(RACERS);
    var racers = new ArrayList<CompletableFuture<Node.Answer>>();
    for (int i = 0; i < RACERS; i++) {
      int racer = i;
      racers.add(
          CompletableFuture.supplyAsync(
              () -> {
                await(start);
                return call.apply(racer);
              },
              task -> Thread.startVirtualThread(task)));
    }
    return racers.stream()
        .map(CompletableFuture::join)
        .map(ClusterRace::word)
        .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the race did not start", e);
    }
  }

  private static String word(Node.Answer answer) {
    JsonNode body = answer.body();
    return answer.status() == 200 ? answer.action() : body.path("code").asText();
  }
}
