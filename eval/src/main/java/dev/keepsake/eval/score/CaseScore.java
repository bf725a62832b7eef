package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.ExpectedWrite;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import java.util.List;

/// One case judged: what was expected against what the memory holds.
///
/// Actual writes are those that the run kept, and those that it replaced or deleted again and that
/// match something expected. A case in error has no matches, and misses all that it expected.
///
/// @param excess the false positives
/// @param proposals every call of `save_memory` that claims a confidence
public record CaseScore(
    WriteCase one,
    Observation seen,
    List<WriteMatch> matches,
    List<WriteMiss> misses,
    List<WriteExcess> excess,
    DeleteScore deletes,
    List<ForbiddenWrite> forbidden,
    List<JudgedProposal> proposals) {
  public CaseScore {
    matches = List.copyOf(matches);
    misses = List.copyOf(misses);
    excess = List.copyOf(excess);
    forbidden = List.copyOf(forbidden);
    proposals = List.copyOf(proposals);
  }

  /// The case's share of every figure.
  public Counts counts() {
    return new Counts(
        1,
        seen.error().isPresent() ? 1 : 0,
        matches.size() + misses.size(),
        matches.size() + excess.size(),
        matches.size(),
        count(matches.stream().filter(match -> !match.rightType()).count()),
        deletes.met().size() + deletes.missed().size(),
        deletes.met().size(),
        deletes.unasked().size(),
        count(
            one.expectedWrites().stream()
                .filter(write -> write.shouldWrite() && supersedes(write))
                .count()),
        count(
            matches.stream()
                .filter(match -> supersedes(match.expected()) && match.superseded())
                .count()),
        forbidden.size(),
        precision(),
        recall());
  }

  private static int count(long number) {
    return Math.toIntExact(number);
  }

  private static boolean supersedes(ExpectedWrite write) {
    return !write.supersedesKeywords().isEmpty();
  }

  /// The share of the actual writes that were expected, in [0, 1]. Without any it is 1 if none was
  /// expected and 0 otherwise; of a case in error 0.
  public double precision() {
    int actual = matches.size() + excess.size();
    if (actual == 0 || seen.error().isPresent()) {
      return misses.isEmpty() && seen.error().isEmpty() ? 1 : 0;
    }
    return (double) matches.size() / actual;
  }

  /// The share of what was expected that was written, in [0, 1]. It is 1 if nothing was expected;
  /// of a case in error 0.
  public double recall() {
    int expected = matches.size() + misses.size();
    if (expected == 0 || seen.error().isPresent()) {
      return seen.error().isEmpty() ? 1 : 0;
    }
    return (double) matches.size() / expected;
  }

  /// Whether nothing about the case can be found fault with.
  public boolean flawless() {
    return seen.error().isEmpty()
        && misses.isEmpty()
        && excess.isEmpty()
        && forbidden.isEmpty()
        && deletes.missed().isEmpty()
        && deletes.unasked().isEmpty()
        && matches.stream().allMatch(match -> match.rightType() && match.superseded());
  }
}
