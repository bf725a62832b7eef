package dev.keepsake.write.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.reading.Reading;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The notation of the rules.
final class RuleFilesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b | a\\s+b",
        "a ?b | a\\s*b",
        "a[ -]b | a[ -]b",
        "a ~2 b | a(?:[^\\w.!?]+\\w+){0,2}?[^\\w.!?]+b",
        "\\[a b\\] | \\[a\\s+b\\]"
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

  @Test
  void a_line_that_is_no_rule_is_refused() {
    assertThatThrownBy(() -> Rule.parse("name | hint", 0, Extent.VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
