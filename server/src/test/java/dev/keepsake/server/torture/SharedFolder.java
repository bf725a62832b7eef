package dev.keepsake.server.torture;

import dev.keepsake.server.bench.Figures;
import dev.keepsake.server.bench.Sentences;
import dev.keepsake.server.torture.Writers.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Processes on one data folder that write at once, 8 writers each: statements of their own, and as
/// many that every one of them saves.
final class SharedFolder {
  private final World world;
  private final int processes;
  private final int statements;

  /// @param statements of its own that each process saves
  SharedFolder(World world, int processes, int statements) {
    this.world = world;
    this.processes = processes;
    this.statements = statements;
  }

  Outcome round(long seed) throws Exception {
    var sentences = new Sentences(seed);
    List<String> shared = draw(sentences);
    var own = new ArrayList<List<String>>();
    var agents = new ArrayList<Agent>();
    try {
      for (int i = 0; i < processes; i++) {
        own.add(draw(sentences));
        agents.add(Agent.started(world));
      }
      return write(agents, own, shared);
    } finally {
      for (Agent agent : agents) {
        agent.close();
      }
    }
  }

  private List<String> draw(Sentences sentences) {
    return Stream.generate(sentences::statement).limit(statements).toList();
  }

  private Outcome write(List<Agent> agents, List<List<String>> own, List<String> shared)
      throws Exception {
    long from = System.nanoTime();
    var writers = new ArrayList<Writers>();
    for (int i = 0; i < processes; i++) {
      writers.add(new Writers(agents.get(i)).begin(Writers.each(mixed(own.get(i), shared))));
    }
    List<List<Told>> told = writers.stream().map(Writers::end).toList();
    double seconds = (System.nanoTime() - from) / 1e9;
    var faults = new ArrayList<String>();
    for (int i = 0; i < processes; i++) {
      faults.addAll(wrongOwn(told.get(i), own.get(i)));
      int exit = agents.get(i).end();
      if (exit != 0) {
        faults.add("a process ended with " + exit + ": " + agents.get(i).err());
      }
    }
    faults.addAll(wrongShared(told.stream().flatMap(List::stream).toList(), shared));
    var facts = new StoreFacts(world);
    long expected = (long) statements * (processes + 1);
    if (facts.memories() != expected) {
      faults.add(facts.memories() + " memories instead of " + expected);
    }
    faults.addAll(facts.faults());
    return new Outcome(
        "%d memories of %d calls".formatted(facts.memories(), 2 * statements * processes)
            + told.stream().map(one -> "; " + figures(one, seconds)).collect(Collectors.joining()),
        faults);
  }

  /// One of its own, one that all have, and so on.
  private static List<String> mixed(List<String> own, List<String> shared) {
    var mixed = new ArrayList<String>();
    for (int i = 0; i < own.size(); i++) {
      mixed.add(own.get(i));
      mixed.add(shared.get(i));
    }
    return mixed;
  }

  private static String figures(List<Told> told, double seconds) {
    var figures = Figures.of(told.stream().mapToLong(Told::nanos).toArray(), seconds, 0);
    return String.format(
        Locale.ROOT,
        "%.0f/s p50 %.1f ms p95 %.1f ms",
        figures.perSecond(),
        figures.p50Millis(),
        figures.p95Millis());
  }

  private static List<String> wrongOwn(List<Told> told, List<String> own) {
    var created = Writers.created(told).keySet();
    return own.stream()
        .filter(text -> !created.contains(text))
        .map(text -> "lost: " + text)
        .toList();
  }

  private List<String> wrongShared(List<Told> told, List<String> shared) {
    var answers = told.stream().collect(Collectors.groupingBy(Told::text));
    var faults = new ArrayList<String>();
    for (String text : shared) {
      var all = answers.getOrDefault(text, List.of());
      long created = all.stream().filter(one -> one.is("created")).count();
      long skipped = all.stream().filter(one -> one.is("duplicate_skipped")).count();
      if (created != 1 || skipped != processes - 1) {
        faults.add("created " + created + " times, skipped " + skipped + " times: " + text);
      }
    }
    return faults;
  }
}
