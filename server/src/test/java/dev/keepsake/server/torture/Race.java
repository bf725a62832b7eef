package dev.keepsake.server.torture;

import dev.keepsake.server.torture.Writers.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// 50 callers over two processes that save one statement at the same moment.
final class Race implements AutoCloseable {
  static final int RACERS = 50;
  private static final List<String> FRAMES =
      List.of(
          "%s keeps the spare keys of flat %d in the blue tin.",
          "%s keeps the spare keys of flat %d in the blue tin",
          "%s keeps the  spare keys of flat %d in the blue tin.",
          "%s keeps the spare keys of flat %d in the blue tin!",
          "%s keeps spare keys of flat %d in the blue tin.",
          "%s is keeping the spare keys of flat %d in the blue tin.",
          "%s always keeps the spare keys of flat %d in the blue tin.",
          "%s keeps the spare keys for flat %d in the blue tin.",
          "%s keeps the spare keys of flat %d inside the blue tin.",
          "The spare keys of flat %2$d are kept by %1$s in the blue tin.");

  private final World world;
  private final List<Agent> agents;
  private int rounds;

  Race(World world) throws Exception {
    this.world = world;
    this.agents = List.of(Agent.started(world), Agent.started(world));
  }

  /// The same words from all.
  Outcome round() throws Exception {
    int flat = ++rounds;
    Map<String, Long> actions = race(_ -> text(FRAMES.getFirst(), flat));
    boolean right =
        actions.equals(Map.of("created", 1L, "duplicate_skipped", RACERS - 1L))
            && new StoreFacts(world).memories() == flat;
    return new Outcome(actions.toString(), right ? List.of() : List.of("not one created"));
  }

  /// Nearly the same words: how many of them count as another statement is the guard's to say; as
  /// many as were told so must be there.
  Outcome paraphrases() throws Exception {
    long before = new StoreFacts(world).memories();
    int flat = 1_000 + ++rounds;
    Map<String, Long> actions = race(i -> text(FRAMES.get(i % FRAMES.size()), flat));
    long stored = new StoreFacts(world).memories() - before;
    boolean right = actions.getOrDefault("created", 0L) == stored;
    return new Outcome(
        actions + ", stored " + stored + " of " + FRAMES.size() + " wordings",
        right ? List.of() : List.of("told other than stored"));
  }

  private static String text(String frame, int flat) {
    return frame.formatted("Tamsin", flat);
  }

  private Map<String, Long> race(IntFunction<String> statement) {
    var start = new CyclicBarrier(RACERS);
    var racers = new ArrayList<CompletableFuture<Told>>();
    for (int i = 0; i < RACERS; i++) {
      Agent agent = agents.get(i % agents.size());
      String text = statement.apply(i);
      racers.add(
          CompletableFuture.supplyAsync(
              () -> save(agent, text, start), task -> Thread.startVirtualThread(task)));
    }
    return racers.stream()
        .map(CompletableFuture::join)
        .collect(
            Collectors.groupingBy(
                told -> told.answer().map(Agent.Answer::action).orElse("unanswered"),
                TreeMap::new,
                Collectors.counting()));
  }

  private static Told save(Agent agent, String text, CyclicBarrier start) {
    try {
      start.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the race did not start", e);
    }
    return new Told(text, agent.trySave(text), 0);
  }

  @Override
  public void close() throws Exception {
    for (Agent agent : agents) {
      agent.close();
    }
  }
}
