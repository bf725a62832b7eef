package dev.keepsake.eval.score;

import static dev.keepsake.eval.score.Cases.failed;
import static dev.keepsake.eval.score.Cases.save;
import static dev.keepsake.eval.score.Cases.seen;
import static dev.keepsake.eval.score.Cases.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keepsake.eval.observe.Observation.Attempt;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.observe.Observation.Forgotten;
import dev.keepsake.eval.observe.Observation.Written;
import dev.keepsake.memory.MemoryType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaseScorerTest {
  private static final String BERLIN_AND_CATS =
      """
      "expected_writes": [{"content_keywords": ["berlin"], "type": "fact"},
                          {"content_keywords": ["cats"], "type": ["fact", "note"]}]
      """;

  @Test
  void what_matches_what_is_told_by_its_keywords() {
    CaseScore score = score(BERLIN_AND_CATS, kept("The user has a cat"), kept("Lives in Berlin"));

    assertThat(score.matches())
        .extracting(WriteMatch::by)
        .containsExactly(List.of("berlin"), List.of("cats"));
    assertThat(score.matches().getFirst().written().content()).isEqualTo("Lives in Berlin");
    assertThat(score.precision()).isEqualTo(1);
    assertThat(score.recall()).isEqualTo(1);
    assertThat(score.flawless()).isTrue();
  }

  @Test
  void one_write_counts_for_one_expected_write_and_the_other_is_said_to_be_merged() {
    CaseScore score = score(BERLIN_AND_CATS, kept("The user has cats in Berlin"));

    assertThat(score.matches()).hasSize(1);
    assertThat(score.misses()).extracting(WriteMiss::stage).containsExactly(MissStage.MERGED);
    assertThat(score.recall()).isEqualTo(0.5);
  }

  /// By order, the first expected write would take the only write that the second can have.
  @Test
  void the_assignment_leaves_as_few_as_possible_without() {
    CaseScore score =
        score(
            """
            "expected_writes": [{"content_keywords": ["berlin"]},
                                {"content_keywords": ["berlin", "cats"]}]
            """,
            kept("The user has cats in Berlin"),
            kept("The user lives in Berlin"));

    assertThat(score.misses()).isEmpty();
    assertThat(score.matches().getFirst().written().content())
        .isEqualTo("The user lives in Berlin");
  }

  @Test
  void among_equal_matches_the_right_type_is_taken() {
    var note = new Written("In Berlin I", MemoryType.NOTE, 0.9, Fate.KEPT, List.of());
    CaseScore score =
        score(
            """
            "expected_writes": [{"content_keywords": ["berlin"], "type": "fact"}]
            """,
            note,
            kept("In Berlin II"));

    assertThat(score.matches().getFirst().rightType()).isTrue();
    assertThat(score.excess()).extracting(WriteExcess::written).containsExactly(note);
  }

  @Test
  void a_wrong_type_is_counted_and_matches_still() {
    CaseScore score =
        score(
            """
            "expected_writes": [{"content_keywords": ["berlin"], "type": "preference"}]
            """,
            kept("Lives in Berlin"));

    assertThat(score.counts().matched()).isEqualTo(1);
    assertThat(score.counts().wrongTypes()).isEqualTo(1);
    assertThat(score.flawless()).isFalse();
  }

  @Test
  void a_write_that_did_not_last_counts_only_if_it_was_expected() {
    CaseScore score =
        score(
            BERLIN_AND_CATS,
            written("Lives in Berlin", Fate.SUPERSEDED),
            written("Likes tea", Fate.DELETED),
            kept("Has cats"));

    assertThat(score.counts().actual()).isEqualTo(2);
    assertThat(score.precision()).isEqualTo(1);
  }

  @Test
  void of_two_that_say_it_the_one_that_is_kept_is_matched() {
    CaseScore score =
        score(
            """
            "expected_writes": [{"content_keywords": ["berlin"]}]
            """,
            written("Lives in Berlin", Fate.SUPERSEDED),
            kept("Lives in Berlin, Mitte"));

    assertThat(score.matches().getFirst().written().fate()).isEqualTo(Fate.KEPT);
    assertThat(score.excess()).isEmpty();
  }

  @Test
  void a_trap_is_named_and_only_where_no_expected_write_is_matched() {
    String fields =
        """
        "expected_writes": [{"content_keywords": ["berlin"]},
                            {"content_keywords": ["paris"], "should_write": false}]
        """;
    CaseScore score =
        score(
            fields,
            kept("From Berlin, not Paris"),
            kept("Dreams of Paris"),
            written("Was in Paris", Fate.DELETED));

    assertThat(score.excess())
        .singleElement()
        .satisfies(excess -> {
          assertThat(excess.written().content()).isEqualTo("Dreams of Paris");
          assertThat(excess.trap()).isPresent();
        });
    assertThat(score.recall()).isEqualTo(1);
    assertThat(score.precision()).isEqualTo(0.5);
  }

  @Test
  void forbidden_content_is_found_whatever_became_of_the_write() {
    CaseScore score =
        score(
            "\"forbidden_keywords\": [\"hunter2\"]",
            written("The password is hunter2", Fate.DELETED));

    assertThat(score.forbidden()).extracting(ForbiddenWrite::keyword).containsExactly("hunter2");
    assertThat(score.counts().actual()).isZero();
    assertThat(score.flawless()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, 1, 1",
    "false, true, 0, 1",
    "true, false, 0, 0",
  })
  void edges_of_precision_and_recall(
      boolean expects, boolean writes, double precision, double recall) {
    CaseScore score =
        CaseScorer.score(
            Cases.of(
                "c", expects ? "\"expected_writes\": [{\"content_keywords\": [\"berlin\"]}]" : ""),
            seen("c", writes ? List.of(kept("Likes tea")) : List.of(), List.of()));

    assertThat(score.precision()).isEqualTo(precision);
    assertThat(score.recall()).isEqualTo(recall);
  }

  @Test
  void a_case_in_error_misses_everything_and_scores_nothing() {
    CaseScore expecting = CaseScorer.score(Cases.of("c", BERLIN_AND_CATS), failed("c", "broken"));
    CaseScore quiet = CaseScorer.score(Cases.of("c", ""), failed("c", "broken"));

    assertThat(expecting.misses())
        .extracting(WriteMiss::stage)
        .containsOnly(MissStage.FAILED)
        .hasSize(2);
    assertThat(expecting.precision() + expecting.recall()).isZero();
    assertThat(quiet.precision() + quiet.recall()).isZero();
    assertThat(quiet.counts().errors()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "confirm_needed, ROUTED_AWAY",
    "discarded, ROUTED_AWAY",
    "rejected, ROUTED_AWAY",
    "rate_limited, ROUTED_AWAY",
    "duplicate_skipped, DROPPED_AS_DUPLICATE",
    "failed, FAILED",
    "created, OVERWRITTEN",
  })
  void a_miss_is_told_by_how_far_it_got(String action, MissStage stage) {
    CaseScore score =
        CaseScorer.score(
            Cases.of("c", "\"expected_writes\": [{\"content_keywords\": [\"berlin\"]}]"),
            seen(
                "c",
                List.of(),
                List.of(save("Likes tea", 0.9, "created"), save("Lives in Berlin", 0.6, action))));

    assertThat(score.misses())
        .singleElement()
        .satisfies(miss -> {
          assertThat(miss.stage()).isEqualTo(stage);
          assertThat(miss.attempt()).map(Attempt::content).contains("Lives in Berlin");
        });
  }

  @Test
  void what_nobody_proposed_is_said_so_and_the_furthest_of_several_attempts_tells() {
    String fields = "\"expected_writes\": [{\"content_keywords\": [\"berlin\"]}]";
    CaseScore none = CaseScorer.score(Cases.of("c", fields), seen("c", List.of(), List.of()));
    CaseScore several =
        CaseScorer.score(
            Cases.of("c", fields),
            seen(
                "c",
                List.of(),
                List.of(
                    save("In Berlin", 0.9, "failed"),
                    save("In Berlin", 0.9, "duplicate_skipped"),
                    save("In Berlin", 0.3, "discarded"))));

    assertThat(none.misses().getFirst().stage()).isEqualTo(MissStage.NOT_PROPOSED);
    assertThat(several.misses().getFirst().stage()).isEqualTo(MissStage.DROPPED_AS_DUPLICATE);
  }

  @Test
  void a_supersession_is_met_only_by_the_memory_that_should_be_replaced() {
    String fields =
        """
        "expected_writes": [{"content_keywords": ["munich"], "supersedes_keywords": ["berlin"]}]
        """;
    assertThat(score(fields, written("In Munich", Fate.KEPT, "In Berlin")).counts())
        .returns(1, Counts::supersessionsMet)
        .returns(1, Counts::expectedSupersessions);
    assertThat(score(fields, written("In Munich", Fate.KEPT, "Has cats")).counts())
        .returns(0, Counts::supersessionsMet);
    assertThat(score(fields).counts())
        .returns(0, Counts::supersessionsMet)
        .returns(1, Counts::expectedSupersessions);
  }

  @Test
  void deletions_are_met_missed_or_unasked() {
    var gone =
        List.of(
            new Forgotten("Lives in Berlin", MemoryType.FACT),
            new Forgotten("Has cats", MemoryType.FACT));
    CaseScore score =
        CaseScorer.score(
            Cases.of("c", "\"expected_deletes\": [\"berlin\", [\"tea\", \"green\"]]"),
            seen("c", List.of(), gone, List.of()));

    assertThat(score.deletes().met()).containsExactly(gone.getFirst());
    assertThat(score.deletes().missed()).hasSize(1);
    assertThat(score.deletes().unasked()).containsExactly(gone.getLast());
    assertThat(score.counts().deletionAccuracy().orElseThrow()).isEqualTo(1 / 3.0, within(1e-9));
  }

  @Test
  void proposals_are_judged_whatever_became_of_them() {
    CaseScore score =
        CaseScorer.score(
            Cases.of("c", BERLIN_AND_CATS),
            seen(
                "c",
                List.of(),
                List.of(save("In Berlin", 0.6, "confirm_needed"), save("Tea", 0.9, "created"))));

    assertThat(score.proposals())
        .containsExactly(new JudgedProposal(0.6, true), new JudgedProposal(0.9, false));
  }

  private static CaseScore score(String fields, Written... writes) {
    return CaseScorer.score(Cases.of("c", fields), seen("c", List.of(writes), List.of()));
  }

  private static Written kept(String content) {
    return written(content, Fate.KEPT);
  }
}
