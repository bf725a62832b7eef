package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.ExpectedWrite;
import dev.keepsake.eval.dataset.Keyword;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.observe.Observation.Attempt;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.observe.Observation.Forgotten;
import dev.keepsake.eval.observe.Observation.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Judges one case.
public final class CaseScorer {
  private final WriteCase one;
  private final Observation seen;
  private final List<ExpectedWrite> expected;
  private final List<ExpectedWrite> traps;
  private final List<Words> said;

  private CaseScorer(WriteCase one, Observation seen) {
    this.one = one;
    this.seen = seen;
    this.expected = one.expectedWrites().stream().filter(ExpectedWrite::shouldWrite).toList();
    this.traps = one.expectedWrites().stream().filter(write -> !write.shouldWrite()).toList();
    this.said = seen.writes().stream().map(write -> Words.of(write.content())).toList();
  }

  /// @param seen what came of `one`
  public static CaseScore score(WriteCase one, Observation seen) {
    var scorer = new CaseScorer(one, seen);
    return seen.error().isPresent() ? scorer.failed() : scorer.judged();
  }

  private CaseScore failed() {
    return new CaseScore(
        one,
        seen,
        List.of(),
        expected.stream()
            .map(write -> new WriteMiss(write, MissStage.FAILED, Optional.empty()))
            .toList(),
        List.of(),
        new DeleteScore(List.of(), one.expectedDeletes(), List.of()),
        forbidden(),
        List.of());
  }

  private CaseScore judged() {
    List<OptionalInt> writeOf = assigned();
    var matches = new ArrayList<WriteMatch>();
    var misses = new ArrayList<WriteMiss>();
    var counted = new boolean[seen.writes().size()];
    for (int i = 0; i < expected.size(); i++) {
      if (writeOf.get(i).isPresent()) {
        int write = writeOf.get(i).getAsInt();
        counted[write] = true;
        matches.add(match(expected.get(i), write).orElseThrow());
      } else {
        misses.add(miss(expected.get(i)));
      }
    }
    List<WriteExcess> excess =
        IntStream.range(0, counted.length)
            .filter(write -> !counted[write] && seen.writes().get(write).fate() == Fate.KEPT)
            .mapToObj(this::excess)
            .toList();
    return new CaseScore(one, seen, matches, misses, excess, deletes(), forbidden(), proposals());
  }

  /// The write that counts for each expected one.
  private List<OptionalInt> assigned() {
    int writes = seen.writes().size();
    var weights = new long[expected.size()][writes];
    for (int i = 0; i < expected.size(); i++) {
      for (int write = 0; write < writes; write++) {
        weights[i][write] = weight(i, write);
      }
    }
    return Assignment.best(weights, writes);
  }

  /// So that the number of matches comes first, then that of right types, then that of what was
  /// replaced as expected, then that of memories which were kept.
  private long weight(int expectedWrite, int write) {
    long more = 1L + Math.max(expected.size(), seen.writes().size());
    return match(expected.get(expectedWrite), write)
        .map(match ->
            more * more * more
                + (match.rightType() ? more * more : 0)
                + (match.superseded() ? more : 0)
                + (match.written().fate() == Fate.KEPT ? 1 : 0))
        .orElse(0L);
  }

  private Optional<WriteMatch> match(ExpectedWrite write, int index) {
    Written written = seen.writes().get(index);
    return Keywords.findAll(write.contentKeywords(), said.get(index))
        .map(by ->
            new WriteMatch(
                write,
                written,
                by,
                write.types().isEmpty() || write.types().contains(written.type()),
                write.supersedesKeywords().isEmpty()
                    || written.superseded().stream()
                        .anyMatch(old -> isSaid(write.supersedesKeywords(), old))));
  }

  private static boolean isSaid(List<Keyword> keywords, String text) {
    return Keywords.findAll(keywords, Words.of(text)).isPresent();
  }

  private WriteMiss miss(ExpectedWrite write) {
    boolean merged = said.stream().anyMatch(text -> isAll(write, text));
    WriteMiss furthest = new WriteMiss(write, MissStage.NOT_PROPOSED, Optional.empty());
    for (Attempt attempt : seen.attempts()) {
      if (isSave(attempt) && isSaid(write.contentKeywords(), attempt.content())) {
        MissStage stage = stage(attempt, merged);
        // stages are in the order of the way
        if (rank(stage) > rank(furthest.stage())) {
          furthest = new WriteMiss(write, stage, Optional.of(attempt));
        }
      }
    }
    return merged && furthest.attempt().isEmpty()
        ? new WriteMiss(write, MissStage.MERGED, Optional.empty())
        : furthest;
  }

  private static boolean isAll(ExpectedWrite write, Words text) {
    return Keywords.findAll(write.contentKeywords(), text).isPresent();
  }

  private static boolean isSave(Attempt attempt) {
    return attempt.tool().equals("save_memory") || attempt.tool().equals("confirm_memory");
  }

  private static MissStage stage(Attempt attempt, boolean merged) {
    return switch (attempt.action()) {
      case "created", "queued" -> merged ? MissStage.MERGED : MissStage.OVERWRITTEN;
      case "duplicate_skipped" -> MissStage.DROPPED_AS_DUPLICATE;
      case "failed" -> MissStage.FAILED;
      default -> MissStage.ROUTED_AWAY;
    };
  }

  private static int rank(MissStage stage) {
    return switch (stage) {
      case NOT_PROPOSED -> 0;
      case FAILED -> 1;
      case ROUTED_AWAY -> 2;
      case DROPPED_AS_DUPLICATE -> 3;
      case OVERWRITTEN, MERGED -> 4;
    };
  }

  private WriteExcess excess(int write) {
    return new WriteExcess(
        seen.writes().get(write),
        traps.stream().filter(trap -> isAll(trap, said.get(write))).findFirst());
  }

  private DeleteScore deletes() {
    List<List<Keyword>> wanted = one.expectedDeletes();
    List<Forgotten> gone = seen.deletes();
    var weights = new long[wanted.size()][gone.size()];
    for (int i = 0; i < wanted.size(); i++) {
      for (int delete = 0; delete < gone.size(); delete++) {
        weights[i][delete] = isSaid(wanted.get(i), gone.get(delete).content()) ? 1 : 0;
      }
    }
    List<OptionalInt> deleteOf = Assignment.best(weights, gone.size());
    List<Integer> met =
        deleteOf.stream().filter(OptionalInt::isPresent).map(OptionalInt::getAsInt).toList();
    return new DeleteScore(
        met.stream().map(gone::get).toList(),
        IntStream.range(0, wanted.size())
            .filter(i -> deleteOf.get(i).isEmpty())
            .mapToObj(wanted::get)
            .toList(),
        IntStream.range(0, gone.size())
            .filter(delete -> !met.contains(delete))
            .mapToObj(gone::get)
            .toList());
  }

  private List<ForbiddenWrite> forbidden() {
    var found = new ArrayList<ForbiddenWrite>();
    for (int write = 0; write < said.size(); write++) {
      for (Keyword keyword : one.forbiddenKeywords()) {
        Written written = seen.writes().get(write);
        Keywords.find(keyword, said.get(write))
            .ifPresent(word -> found.add(new ForbiddenWrite(written, word)));
      }
    }
    return found;
  }

  private List<JudgedProposal> proposals() {
    return seen.attempts().stream()
        .filter(attempt -> attempt.tool().equals("save_memory"))
        .flatMap(attempt ->
            attempt.confidence().stream()
                .filter(confidence -> confidence >= 0 && confidence <= 1)
                .map(confidence -> new JudgedProposal(confidence, isExpected(attempt))))
        .toList();
  }

  private boolean isExpected(Attempt attempt) {
    Words text = Words.of(attempt.content());
    return expected.stream().anyMatch(write -> isAll(write, text));
  }
}
