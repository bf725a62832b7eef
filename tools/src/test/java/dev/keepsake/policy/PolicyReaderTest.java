package dev.keepsake.policy;

import static dev.keepsake.policy.Samples.REST;
import static dev.keepsake.policy.Samples.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.Confidence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no policy, and where it says so. Rules begin on line 3.
final class PolicyReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{name: a, when: confidence >, outcome: accept} | 3: a: mismatched input",
        "{name: a, when: confidense > 0.5, outcome: accept} | 3: a: undeclared reference to"
            + " 'confidense'",
        "{name: a, when: content > 5, outcome: accept} | 3: a: found no matching overload for"
            + " '_>_'",
        "{name: a, when: content, outcome: accept} | 3: a: expected type 'bool' but found 'string'",
        "{name: a, when: memory_type == 'fcat', outcome: accept} | 3: a: memory_type is never"
            + " 'fcat'; it is one of fact,",
        "{name: a, when: \"trust in ['low', 'hihg']\", outcome: accept} | 3: a: trust is never"
            + " 'hihg'",
        "{name: a, when: \"'secert' in sensitive\", outcome: accept} | 3: a: nothing looks for"
            + " 'secert'",
        "{name: a, when: \"content.matches('(')\", outcome: accept} | 3: a: no pattern of RE2",
        "{name: a, when: confidence > 1.5, outcome: accept} | 3: a: the rule can never match: its"
            + " condition never holds",
        "{name: a, outcome: keep} | 3: a: there is no outcome `keep`; there are accept, confirm,"
            + " discard, reject",
        "{name: a, outcome: accept, redact: [email]} | 3: a: a rule does one thing, not `outcome`"
            + " and `redact`",
        "{name: a} | 3: a: the rule says not what to do",
        "{name: a, expire_after: soon} | 3: a: `expire_after` is a time such as 30d",
        "{name: a, expire_after: 0d} | 3: a: `expire_after` is a time such as 30d",
        "{name: a, redact: [mail]} | 3: a: there is no class `mail`; there are email",
        "{name: a, redact: []} | 3: a: `redact` names no class",
        "{name: a, redact: email} | 3: a: `redact` must be a list",
        "{name: a, redact: [email], reason: r} | 3: a: a `reason` needs an `outcome`",
        "{name: a, outcome: accept, wehn: confirmed} | 3: a: there is no field `wehn`",
        "{name: a, name: b, outcome: accept} | 3: `name` stands there twice",
        "{name: a, when: [confirmed], outcome: accept} | 3: a: `when` must be a plain value",
        "{name: A-1, outcome: accept} | 3: A-1: a name is of small letters",
        "{name: policy_error, outcome: accept} | 3: policy_error: a name is of small letters",
        "{outcome: accept} | 3: the rule has no `name`",
        "accept | 3: there must be lines of `name: value`"
      })
  void what_is_wrong_with_a_rule_is_told_with_its_line_and_name(String rule, String problem) {
    assertThat(problems("  - " + rule + "\n" + REST)).anyMatch(told -> told.startsWith(problem));
  }

  @Test
  void two_rules_of_one_name_are_told_both() {
    assertThat(
            problems(
                """
                  - {name: a, when: confirmed, outcome: accept}
                  - {name: a, when: supersedes, outcome: accept}
                """
                    + REST))
        .containsExactly("4: a: the rule on line 3 has the same name");
  }

  @Test
  void the_last_rule_must_decide_whatever_comes() {
    String told = "the last rule needs an `outcome` and no `when`";

    assertThat(problems("  - {name: a, when: confirmed, outcome: accept}\n"))
        .singleElement()
        .asString()
        .startsWith("3: a: " + told);
    assertThat(problems("  - {name: a, expire_after: 1d}\n"))
        .singleElement()
        .asString()
        .startsWith("3: a: " + told);
    assertThat(problems("")).containsExactly("2: there are no `rules`");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() {
    assertThat(
            problems(
                """
                  - {name: a, when: nobody, outcome: accept}
                  - name: b
                    when: |
                      confirmed
                      || nothing
                    outcome: perhaps
                """
                    + REST))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("3: a: undeclared reference to 'nobody'"),
            second -> assertThat(second).startsWith("7: b: undeclared reference to 'nothing'"),
            third -> assertThat(third).startsWith("8: b: there is no outcome"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: '1' | 1: there are no `rules`",
        "'' | 1: the file is empty",
        "# nothing | 1: the file is empty",
        "- one | 1: there must be lines",
        "rules: [{name: a, outcome: accept}] | 1: the policy has no `version`",
        "{version: '1', rule: []} | 1: there is no field `rule`",
        "{version: '1', rules: 3} | 1: `rules` must be a list",
        "version: [ | it is not YAML"
      })
  void a_file_that_is_no_policy_is_refused(String file, String problem) {
    assertThat(read(file.getBytes(StandardCharsets.UTF_8)))
        .anyMatch(told -> told.contains(problem));
  }

  @Test
  void a_file_that_is_not_utf_8_is_refused() {
    assertThat(read((byte) 0xC3, (byte) 0x28)).containsExactly("1: it must be UTF-8");
  }

  private static List<String> read(byte... file) {
    return switch (Samples.reader(new MarkedWords()).read(file)) {
      case PolicyReading.Good _ -> List.of();
      case PolicyReading.Broken(var problems) ->
          problems.stream().map(one -> one.sentence("").substring(1)).toList();
    };
  }

  /// Two borders that are one leave nothing to what lies between them, which is no fault of a file.
  @ParameterizedTest
  @CsvSource({"0.7, 0.7", "0, 0", "1, 1", "1, 0", "0.7, 0.5"})
  void a_copy_of_what_is_shipped_can_be_used_whatever_the_borders_are(double auto, double confirm) {
    var terms = new PolicyTerms(new Confidence(auto), new Confidence(confirm), new MarkedWords());

    assertThat(new PolicyReader(terms).read(PolicyReader.shipped()))
        .isInstanceOf(PolicyReading.Good.class);
  }
}
