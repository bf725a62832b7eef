package dev.keepsake.eval.run;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.Embedding;
import dev.keepsake.eval.dataset.DeleteDescriptions;
import dev.keepsake.eval.dataset.DeleteDescriptions.Described;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Measures at which cosine similarity a description singles out the memory that it means, and from
/// which on the one that is meant is among those shown.
public final class DescriptionRun {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Double> THRESHOLDS = List.of(0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70);
  private static final List<Double> FLOORS = List.of(0.15, 0.20, 0.25, 0.30, 0.35, 0.40);

  private final List<Judged> judged = new ArrayList<>();

  /// The similarity of one description to every memory.
  private record Judged(Optional<Integer> meant, double[] cosines) {}

  /// @param right descriptions for which exactly one memory is close enough, and it is the one that
  ///   is meant
  /// @param wrong those for which it is another one: a memory lost
  /// @param open those for which none or several are
  public record Singled(double threshold, int right, int wrong, int open) {}

  /// @param meant descriptions that mean a memory
  /// @param shown those of them for which it is close enough to be shown
  /// @param average how many memories are shown for a description
  public record Shown(double floor, int meant, int shown, double average) {}

  public DescriptionRun(Embedder embedder, DeleteDescriptions set) {
    List<Embedding> memories = set.memories().stream().map(text -> embed(embedder, text)).toList();
    for (Described described : set.descriptions()) {
      Embedding vector = embed(embedder, described.description());
      double[] cosines = memories.stream().mapToDouble(vector::cosine).toArray();
      judged.add(new Judged(described.meant(), cosines));
    }
  }

  private static Embedding embed(Embedder embedder, String text) {
    return embedder.embed(text, PATIENCE).first();
  }

  /// At every threshold that is looked at.
  public List<Singled> singled() {
    return THRESHOLDS.stream().map(this::singled).toList();
  }

  /// At every floor that is looked at.
  public List<Shown> shown() {
    return FLOORS.stream().map(this::shown).toList();
  }

  public Singled singled(double threshold) {
    int right = 0;
    int wrong = 0;
    for (Judged one : judged) {
      int[] close = close(one, threshold);
      if (close.length == 1) {
        boolean meant = one.meant().filter(place -> place == close[0]).isPresent();
        right += meant ? 1 : 0;
        wrong += meant ? 0 : 1;
      }
    }
    return new Singled(threshold, right, wrong, judged.size() - right - wrong);
  }

  public Shown shown(double floor) {
    List<Judged> meaning = judged.stream().filter(one -> one.meant().isPresent()).toList();
    long shown =
        meaning.stream().filter(one -> one.cosines()[one.meant().orElseThrow()] >= floor).count();
    double average = judged.stream().mapToInt(one -> close(one, floor).length).average().orElse(0);
    return new Shown(floor, meaning.size(), (int) shown, average);
  }

  private static int[] close(Judged one, double threshold) {
    return IntStream.range(0, one.cosines().length)
        .filter(place -> one.cosines()[place] >= threshold)
        .toArray();
  }

  /// The tables of `eval/decisions/0004-delete-match.md`.
  public String markdown() {
    var text =
        new StringBuilder("| at least | right | wrong | none or several |\n|---|---|---|---|\n");
    for (Singled s : singled()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %.2f | %d | %d | %d |%n",
              s.threshold(),
              s.right(),
              s.wrong(),
              s.open()));
    }
    text.append("\n| at least | meant one is shown | shown on average |\n|---|---|---|\n");
    for (Shown s : shown()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %.2f | %d of %d | %.1f |%n",
              s.floor(),
              s.shown(),
              s.meant(),
              s.average()));
    }
    return text.toString();
  }
}
