package dev.keepsake.server.torture;

import dev.keepsake.server.bench.Sentences;
import dev.keepsake.server.torture.Agent.Listed;
import dev.keepsake.server.torture.Writers.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Kills the process (SIGKILL) while 8 writers save, again and again on one data folder, and looks
/// for what was acknowledged.
///
/// What was not acknowledged is sent again, as a client does after a restart: it is created then,
/// or skipped as a duplicate if the killed process had stored it.
final class KillLoop {
  private final World world;
  private final Random random;
  private final Sentences sentences;

  /// Ids by content: of everything that was ever acknowledged.
  private final Map<String, String> acknowledged = new HashMap<>();

  KillLoop(World world, long seed) {
    this.world = world;
    this.random = new Random(seed);
    this.sentences = new Sentences(seed);
  }

  Outcome round() throws Exception {
    long millis = random.nextLong(30, 1_500);
    List<Told> told;
    try (Agent agent = Agent.started(world)) {
      var writers = new Writers(agent).begin(Writers.endless(sentences::statement)).awaitFirst();
      CompletableFuture.runAsync(
              agent::kill, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
          .join();
      told = writers.end();
    }
    Map<String, String> created = Writers.created(told);
    acknowledged.putAll(created);
    var open = told.stream().filter(one -> one.answer().isEmpty()).map(Told::text).toList();
    var faults = new ArrayList<String>();
    if (created.size() + open.size() != told.size()) {
      faults.add("answers other than created: " + others(told));
    }
    long from = System.nanoTime();
    long stored;
    try (Agent agent = Agent.started(world)) {
      long restart = (System.nanoTime() - from) / 1_000_000;
      stored = check(agent, open, faults);
      int exit = agent.end();
      if (exit != 0) {
        faults.add("ended with " + exit + ": " + agent.err());
      }
      faults.addAll(new StoreFacts(world).faults());
      return new Outcome(
          String.format(
              Locale.ROOT,
              "killed after %4d ms  acknowledged %4d  unanswered %d (stored %d)  restarted in %4d"
                  + " ms  memories %5d",
              millis,
              created.size(),
              open.size(),
              stored,
              restart,
              acknowledged.size()),
          faults);
    }
  }

  private static List<String> others(List<Told> told) {
    return told.stream()
        .flatMap(one -> one.answer().stream())
        .filter(answer -> !answer.action().equals("created"))
        .map(answer -> answer.body().toString())
        .toList();
  }

  /// @return how many of `open` were stored by the killed process
  private long check(Agent agent, List<String> open, List<String> faults) {
    List<Listed> before = agent.list();
    faults.addAll(missing(before));
    var there = before.stream().map(Listed::content).collect(Collectors.toSet());
    if (there.size() != before.size()) {
      faults.add(before.size() - there.size() + " statements are there twice");
    }
    for (String text : open) {
      var answer = agent.save(text);
      String expected = there.contains(text) ? "duplicate_skipped" : "created";
      if (!answer.action().equals(expected)) {
        faults.add("sent again, expected " + expected + ": " + answer.body());
      }
      acknowledged.put(text, answer.memoryId());
    }
    List<Listed> after = agent.list();
    faults.addAll(missing(after));
    if (after.size() != acknowledged.size()) {
      faults.add(after.size() + " memories instead of " + acknowledged.size());
    }
    return open.stream().filter(there::contains).count();
  }

  private List<String> missing(List<Listed> listed) {
    var ids =
        listed.stream()
            .collect(
                Collectors.groupingBy(
                    Listed::content, Collectors.mapping(Listed::id, Collectors.toList())));
    return acknowledged.entrySet().stream()
        .filter(one -> !List.of(one.getValue()).equals(ids.get(one.getKey())))
        .map(one -> "acknowledged, but not there once: " + one.getKey())
        .toList();
  }
}
