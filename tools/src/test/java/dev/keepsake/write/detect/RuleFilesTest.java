package dev.keepsake.write.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.reading.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The notation of the rules.
final class RuleFilesTest {
  private static final Path LABELLED =
      Path.of(System.getProperty("keepsake.root"))
          .resolve("eval/src/main/resources/dev/keepsake/eval/detector-texts.jsonl");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b | a\\sb",
        "a ?b | a\\s?b",
        "a[ -]b | a[ -]b",
        "a ~2 b | a(?:[^\\w.!?]++\\w++){0,2}?[^\\w.!?]++b",
        "\\[a b\\] | \\[a\\sb\\]",
        "a[$]$ | a[$]\\z"
      })
  void spaces_stand_for_white_space_and_for_words_between(String written, String pattern) {
    assertThat(RulePattern.expand(written)).isEqualTo(pattern);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret.rules", "injection.rules"})
  void every_rule_has_a_name_in_snake_case_and_hints_in_lower_case(String file) {
    assertThat(RuleSet.shipped(file, 0, Extent.VALUE).rules())
        .isNotEmpty()
        .allSatisfy(rule -> {
          assertThat(rule.name()).matches("[a-z][a-z_]+");
          assertThat(rule.hints())
              .isNotEmpty()
              .allMatch(hint -> hint.equals(hint.toLowerCase(Locale.ROOT)));
          assertThat(rule.hints()).allMatch(hint -> Reading.of(hint).text().equals(hint));
        });
  }

  /// A group that no check knows would look as if it were judged.
  @ParameterizedTest
  @ValueSource(strings = {"secret.rules", "injection.rules"})
  void every_named_group_is_judged(String file) {
    assertThat(RuleSet.shipped(file, 0, Extent.VALUE).rules())
        .allSatisfy(rule ->
            assertThat(rule.compiled().pattern().namedGroups().keySet())
                .isSubsetOf(rule.compiled().checks().stream().map(Check::group).toList()));
  }

  /// Java's patterns go back where they fail: what is repeated without an end may be a character of
  /// a class, never a group, and a number of times is a small one.
  @ParameterizedTest
  @ValueSource(strings = {"secret.rules", "injection.rules"})
  void nothing_of_several_characters_is_repeated_without_end(String file) {
    assertThat(RuleSet.shipped(file, 0, Extent.VALUE).rules())
        .allSatisfy(rule ->
            assertThat(rule.compiled().pattern().pattern())
                .doesNotContainPattern("(?<!\\\\)\\)(?:[*+]|\\{\\d*,\\}|\\{\\d*,?\\d{3,}\\})"));
  }

  /// Where a pattern may begin is learned without what stands before.
  @ParameterizedTest
  @ValueSource(strings = {"secret.rules", "injection.rules"})
  void a_rule_is_tried_wherever_its_pattern_matches(String file) throws IOException {
    String texts = Files.readString(LABELLED);
    Reading reading = Reading.of(texts);

    assertThat(RuleSet.shipped(file, Pattern.CASE_INSENSITIVE, Extent.VALUE).rules())
        .allSatisfy(rule -> {
          Pattern pattern = rule.compiled().pattern();
          assertThat(pattern.matcher(reading.text()).results().map(MatchResult::start))
              .allMatch(at -> rule.compiled().beginnings().next(reading.text(), at) == at);
        });
  }

  @Test
  void a_line_that_is_no_rule_is_refused() {
    assertThatThrownBy(() -> Rule.parse("name | hint", 0, Extent.VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
