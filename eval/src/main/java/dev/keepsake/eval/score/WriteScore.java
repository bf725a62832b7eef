package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A run judged.
///
/// @param byTag every tag but that of the part
/// @param parts what rules were not tuned on, and the others; empty if no case is held out
/// @param misses by the stage at which they were lost; stages without one are left out
/// @param cases in the order of the dataset
public record WriteScore(
    GroupScore all,
    SortedMap<String, GroupScore> byTag,
    SortedMap<String, GroupScore> parts,
    Calibration calibration,
    Map<MissStage, Long> misses,
    List<CaseScore> cases) {
  /// The tag of cases that only measure.
  public static final String HELD_OUT = "held_out";

  private static final String OTHERS = "others";

  public WriteScore {
    byTag = Collections.unmodifiableSortedMap(new TreeMap<>(byTag));
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    misses = Collections.unmodifiableMap(new LinkedHashMap<>(misses));
    cases = List.copyOf(cases);
  }

  /// @param observed by the id of the case, one for each of `cases`
  public static WriteScore of(
      List<WriteCase> cases, Map<String, Observation> observed, Bootstrap bootstrap) {
    return of(
        cases.stream().map(one -> CaseScorer.score(one, observation(observed, one))).toList(),
        bootstrap);
  }

  private static Observation observation(Map<String, Observation> observed, WriteCase one) {
    Observation seen = observed.get(one.id());
    if (seen == null) {
      throw new IllegalArgumentException("case " + one.id() + " was not observed");
    }
    return seen;
  }

  static WriteScore of(List<CaseScore> cases, Bootstrap bootstrap) {
    var byTag = new TreeMap<String, GroupScore>();
    cases.stream()
        .flatMap(one -> one.one().tags().stream())
        .filter(tag -> !tag.equals(HELD_OUT))
        .distinct()
        .forEach(tag -> byTag.put(tag, only(cases, one -> has(one, tag), bootstrap)));
    var parts = new TreeMap<String, GroupScore>();
    if (cases.stream().anyMatch(one -> has(one, HELD_OUT))) {
      parts.put(HELD_OUT, only(cases, one -> has(one, HELD_OUT), bootstrap));
      parts.put(OTHERS, only(cases, one -> !has(one, HELD_OUT), bootstrap));
    }
    return new WriteScore(
        GroupScore.of(cases, bootstrap),
        byTag,
        parts,
        Calibration.of(cases.stream().flatMap(one -> one.proposals().stream()).toList()),
        cases.stream()
            .flatMap(one -> one.misses().stream())
            .collect(
                Collectors.groupingBy(
                    WriteMiss::stage, () -> new EnumMap<>(MissStage.class), Collectors.counting())),
        cases);
  }

  private static boolean has(CaseScore one, String tag) {
    return one.one().tags().contains(tag);
  }

  private static GroupScore only(
      List<CaseScore> cases, Predicate<CaseScore> which, Bootstrap bootstrap) {
    return GroupScore.of(cases.stream().filter(which).toList(), bootstrap);
  }
}
