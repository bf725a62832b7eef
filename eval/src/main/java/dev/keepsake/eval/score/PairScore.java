package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DuplicatePair;
import dev.keepsake.eval.dataset.DuplicatePair.Label;
import dev.keepsake.write.StatementGuard;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Labelled pairs judged by a model and the guard, and the figures that follow. A pair is predicted
/// a duplicate if its cosine is over the threshold *and* no guard is raised.
///
/// @param judged every pair once
public record PairScore(List<JudgedPair> judged) {
  public PairScore {
    judged = List.copyOf(judged);
  }

  /// Judges each pair once.
  public static PairScore of(
      List<DuplicatePair> pairs, StatementGuard guard, PairSimilarity similarity) {
    return new PairScore(
        pairs.stream()
            .map(pair ->
                new JudgedPair(
                    pair,
                    similarity.cosine(pair.stored(), pair.proposed()),
                    guard.compare(pair.stored(), pair.proposed())))
            .toList());
  }

  /// The same judgements of one part of the pairs.
  public PairScore only(DuplicatePair.Split split) {
    return new PairScore(judged.stream().filter(pair -> pair.pair().split() == split).toList());
  }

  /// Cosine and guard together.
  public DuplicateFigures duplicates(double threshold) {
    return figures(threshold, pair -> isDuplicate(pair, threshold));
  }

  /// What the figures would be without the guard.
  public DuplicateFigures duplicatesByCosineAlone(double threshold) {
    return figures(threshold, pair -> pair.cosine() > threshold);
  }

  public ContradictionFigures contradictions(double floor) {
    Predicate<JudgedPair> within = pair -> pair.cosine() >= floor;
    Predicate<JudgedPair> contradicts = pair -> pair.is(Label.CONTRADICTS);
    Predicate<JudgedPair> claimed = pair -> pair.guardLabel() == Label.CONTRADICTS;
    return new ContradictionFigures(
        floor,
        count(contradicts),
        count(contradicts.and(within)),
        count(contradicts.and(within).and(claimed)),
        count(contradicts.negate().and(within).and(claimed)));
  }

  /// By label, then by class.
  public List<ClassFigures> byClass(double threshold) {
    Map<Label, Map<String, List<JudgedPair>>> classes =
        judged.stream()
            .collect(
                Collectors.groupingBy(
                    pair -> pair.pair().label(),
                    TreeMap::new,
                    Collectors.groupingBy(
                        pair -> pair.pair().kind(), TreeMap::new, Collectors.toList())));
    return classes.entrySet().stream()
        .flatMap(label ->
            label.getValue().entrySet().stream()
                .map(kind -> ofClass(label.getKey(), kind.getKey(), kind.getValue(), threshold)))
        .toList();
  }

  /// The pairs of some parts to which the guard alone gives another label, by id.
  public List<JudgedPair> misses(Set<DuplicatePair.Split> of) {
    return judged.stream()
        .filter(pair -> of.contains(pair.pair().split()))
        .filter(pair -> !pair.is(pair.guardLabel()))
        .sorted(Comparator.comparing(pair -> pair.pair().id()))
        .toList();
  }

  private static ClassFigures ofClass(
      Label label, String kind, List<JudgedPair> pairs, double threshold) {
    PairScore score = new PairScore(pairs);
    return new ClassFigures(
        label,
        kind,
        pairs.size(),
        score.count(pair -> pair.guardLabel() == label),
        score.count(pair -> pair.cosine() > threshold),
        score.count(pair -> isDuplicate(pair, threshold)));
  }

  private static boolean isDuplicate(JudgedPair pair, double threshold) {
    return pair.cosine() > threshold && pair.guardLabel() == Label.SAME;
  }

  private DuplicateFigures figures(double threshold, Predicate<JudgedPair> predicted) {
    Predicate<JudgedPair> same = pair -> pair.is(Label.SAME);
    return new DuplicateFigures(
        threshold, count(predicted), count(predicted.and(same)), count(same), count(same.negate()));
  }

  private int count(Predicate<JudgedPair> predicate) {
    return (int) judged.stream().filter(predicate).count();
  }
}
