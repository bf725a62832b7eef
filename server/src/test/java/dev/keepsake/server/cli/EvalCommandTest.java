package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalCommandTest {
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static JsonNode duplicates;
  private static CommandRun told;

  @BeforeAll
  static void measure() {
    duplicates = new CommandRun.Setup(home).json("eval", "duplicates");
    told = new CommandRun.Setup(home).run("eval", "duplicates", "--held-out");
  }

  @Test
  void at_most_one_statement_in_a_hundred_is_lost_at_the_threshold_in_force() {
    double threshold = duplicates.path("threshold").asDouble();
    assertThat(threshold).isEqualTo(0.8);
    assertThat(duplicates.path("parts"))
        .hasSize(2)
        .allSatisfy(part ->
            assertThat(part.path("duplicates"))
                .filteredOn(row -> row.path("over").asDouble() == threshold)
                .singleElement()
                .satisfies(row -> {
                  JsonNode both = row.path("cosine_and_guard");
                  assertThat(both.path("false_rate").asDouble()).isLessThanOrEqualTo(0.01);
                  assertThat(both.path("false_rate_upper_95").asDouble())
                      .isGreaterThan(both.path("false_rate").asDouble());
                  assertThat(row.path("cosine_alone").path("lost").asInt()).isPositive();
                }));
  }

  @Test
  void pairs_that_were_held_out_are_told_on_request_alone() {
    assertThat(duplicates.path("misses"))
        .isNotEmpty()
        .allMatch(miss -> miss.path("split").asText().equals("tune"));
    assertThat(told.out())
        .contains("### Pairs that the guard labels otherwise (held_out, tune)")
        .containsPattern("\\| \\w+ \\| held_out \\|");
    assertThat(duplicates.path("parts")).allMatch(part -> part.path("classes").size() > 10);
  }

  @Test
  void the_tables_of_the_decisions_are_printed() {
    CommandRun descriptions = new CommandRun.Setup(home).run("eval", "descriptions");

    assertThat(told.out())
        .startsWith("### Duplicates (tune, ")
        .contains("### Contradictions (held_out, ", "### Classes at 0.80 (tune, ");
    assertThat(descriptions.out()).startsWith("| at least | right | wrong | none or several |");
    assertThat(told.exitCode() + descriptions.exitCode()).isZero();
  }

  @Test
  void descriptions_in_json_have_the_rows_of_both_tables() {
    JsonNode measured = new CommandRun.Setup(home).json("eval", "descriptions");

    assertThat(measured.path("singled")).allMatch(row -> row.has("threshold") && row.has("wrong"));
    assertThat(measured.path("shown")).allMatch(row -> row.has("floor") && row.has("average"));
  }

  @Test
  void detectors_are_measured_on_both_parts_and_for_every_label() {
    JsonNode measured = new CommandRun.Setup(home).json("eval", "detectors");
    CommandRun tables = new CommandRun.Setup(home).run("eval", "detectors");

    assertThat(measured.path("parts"))
        .hasSize(2)
        .allSatisfy(part ->
            assertThat(part.path("labels")).hasSize(8).allMatch(row -> row.has("precision")));
    assertThat(tables.out())
        .startsWith("### Detectors (tune, ")
        .contains("### Detectors (held_out, ", "### Classes");
  }

  @Test
  void summaries_are_measured_and_what_was_held_out_is_not_told() {
    JsonNode measured = new CommandRun.Setup(home).json("eval", "episodes");

    assertThat(measured.path("conversations").asInt()).isEqualTo(20);
    assertThat(measured.path("most_sentences").asInt()).isEqualTo(5);
    assertThat(measured.path("parts")).hasSize(2).allMatch(part -> part.has("recall"));
    assertThat(measured.path("cases"))
        .hasSize(20)
        .allMatch(each -> each.has("missed") == each.path("split").asText().equals("tune"));
  }

  @Test
  void what_to_measure_must_be_named() {
    CommandRun nothing = new CommandRun.Setup(home).run("eval");
    CommandRun unknown = new CommandRun.Setup(home).run("eval", "speed");

    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err())
        .isEqualToIgnoringNewLines(
            "keepsake: What to measure is missing: baseline or compare or descriptions or detectors"
                + " or duplicates or episodes or validate or writes; see keepsake eval --help.");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("speed").hasLineCount(1);
  }
}
