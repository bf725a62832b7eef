package dev.keepsake.policy;

import static dev.keepsake.policy.Samples.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which rules are refused because nothing is left for them.
final class NeverMatchedTest {
  private static final String LAST = "  - {name: rest, outcome: discard}\n";

  /// The conditions of rules `a`, `b`, `c`, the first two of which accept.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "confidence >= 0.8 | confidence > 0.9 | confirmed | b | a, above it",
        "confidence >= confidence_auto | confidence >= 0.71 | confirmed | b | a, above it",
        "confidence >= 0.5 | confidence < 0.5 && confirmed | confirmed | c | the rules above it"
            + " together",
        "confirmed | !confirmed && trust == 'low' | trust == 'low' | c | the rules above it"
            + " together",
        "memory_type == 'fact' | memory_type != 'fact' | supersedes | c | the rules above it"
            + " together",
        "trust in ['low', 'medium'] | trust == 'high' | supersedes | c | the rules above it"
            + " together",
        "content.contains('a') | confirmed | content.contains('a') && confidence > 0.5 | c | a,"
            + " above it",
        "content_length <= 5 | content_length >= 6 | supersedes | c | the rules above it together",
        "content_length < 6 | supersedes | content_length < 5 | c | a, above it",
        "confirmed && supersedes | confirmed | supersedes && confirmed | c | a, above it",
        "confirmed ? supersedes : trust == 'low' | !supersedes | confirmed | c | the rules above it"
            + " together",
        "true | confirmed | supersedes | b | a, above it",
        "confidence > 0.7 && confidence < 0.6 | confirmed | supersedes | a | its condition never"
            + " holds",
        "content_length > 5 && content_length < 6 | confirmed | supersedes | a | its condition"
            + " never holds",
        "importance < 0 | confirmed | supersedes | a | its condition never holds",
        "confidence_auto > 0.9 | confirmed | supersedes | a | its condition never holds"
      })
  void what_is_taken_by_the_rules_above_is_told(
      String a, String b, String c, String rule, String why) {
    assertThat(problems(rules(a, b, c)))
        .anyMatch(told -> told.contains(" " + rule + ": the rule can never match: " + why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "confidence >= 0.8 | confidence >= 0.7 | confidence >= 0.6",
        "confidence > 0.5 | confidence < 0.5 | confirmed",
        "content.contains('a') | !content.contains('b') | confirmed",
        "memory_type == 'fact' && confirmed | memory_type == 'fact' | confirmed",
        "size(tags) > 1 | size(tags) > 2 | confirmed",
        "tags[0] == 'x' | tags[0] != 'x' | confirmed && confidence == 1.0",
        "content_length > 5.5 | content_length < 5.5 && confirmed | trust == 'low' ? true :"
            + " confirmed"
      })
  void what_may_match_is_left_alone(String a, String b, String c) {
    assertThat(problems(rules(a, b, c))).isEmpty();
  }

  @Test
  void a_rule_that_changes_a_write_leaves_it_to_those_below() {
    assertThat(
            problems(
                """
                  - {name: soon, when: confirmed, expire_after: 1d}
                  - {name: mail, when: confirmed, redact: [email]}
                  - {name: kept, when: confirmed, outcome: accept}
                """
                    + LAST))
        .isEmpty();
  }

  @Test
  void a_second_time_for_the_same_writes_is_told() {
    assertThat(
            problems(
                """
                  - {name: day, when: confidence < 0.9, expire_after: 1d}
                  - {name: week, when: confidence < 0.8, expire_after: 7d}
                """
                    + LAST))
        .singleElement()
        .asString()
        .contains("week: the rule can never match: day, above it");
  }

  @Test
  void what_follows_from_the_text_is_another_thing_once_something_was_taken_out() {
    String rules =
        """
          - {name: a, when: "content.contains('x') || content_length > 9", outcome: accept}
          - {name: mail, redact: [email]}
          - {name: b, when: "content.contains('x')", outcome: accept}
          - {name: c, when: content_length > 10, outcome: accept}
        """;
    assertThat(problems(rules + LAST)).isEmpty();
    assertThat(problems(rules.replaceAll(".*mail.*\n", "") + LAST)).hasSize(2);
  }

  @Test
  void a_policy_of_many_rules_is_told_in_a_moment() {
    var rules = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      rules.append(
          "  - {name: r%d, when: \"confidence > 0.%02d && content.contains('%d') || importance == 0.%02d\", outcome: accept}\n"
              .formatted(i, 99 - i, i, i));
    }
    long began = System.nanoTime();

    assertThat(problems(rules + LAST)).isEmpty();
    assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
  }

  /// For conditions put together at random, and writes made at random: whatever a rule is refused
  /// for, it is the first to match none of them.
  @Test
  void no_rule_is_refused_that_is_the_first_to_match_some_write() {
    var random = new Random(20260301);
    int refused = 0;
    for (int round = 0; round < 150; round++) {
      var conditions = new ArrayList<String>();
      for (int i = 0; i < 5; i++) {
        conditions.add(condition(random, 2));
      }
      List<Integer> never = never(conditions);
      refused += never.size();
      for (int rule : never) {
        assertNeverFirst(conditions, rule, random);
      }
    }
    assertThat(refused).as("rules that were refused").isGreaterThan(50);
  }

  private static void assertNeverFirst(List<String> conditions, int rule, Random random) {
    var lines = new StringBuilder();
    for (int i = 0; i < conditions.size(); i++) {
      lines.append(line(i, conditions.get(i)));
    }
    // the rules, without the check that is tried here
    Policy policy =
        Samples.reader(new MarkedWords()).unchecked("version: '1'\nrules:\n" + lines + LAST);
    for (int i = 0; i < 200; i++) {
      assertThat(policy.decide(write(random)).rule()).as("%s", conditions).isNotEqualTo("r" + rule);
    }
  }

  private static List<Integer> never(List<String> conditions) {
    var lines = new StringBuilder();
    for (int i = 0; i < conditions.size(); i++) {
      lines.append(line(i, conditions.get(i)));
    }
    return problems(lines + LAST).stream()
        .filter(told -> told.contains("can never match"))
        .filter(told -> !told.contains("rest:"))
        .map(told -> Integer.valueOf(told.replaceFirst("(?s)^\\d+: r(\\d).*", "$1")))
        .toList();
  }

  private static String line(int number, String condition) {
    return "  - {name: r%d, when: \"%s\", outcome: accept}\n".formatted(number, condition);
  }

  private static String condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      List<String> atoms =
          List.of(
              "confidence >= 0." + random.nextInt(1, 10),
              "confidence < 0." + random.nextInt(1, 10),
              "0." + random.nextInt(1, 10) + " > importance",
              "importance == 0.5",
              "content_length > " + random.nextInt(1, 8),
              "content_length != " + random.nextInt(1, 8),
              "memory_type == 'fact'",
              "memory_type in ['note', 'fact']",
              "memory_type != 'note'",
              "confirmed",
              "content.contains('a')",
              "content.startsWith('b')",
              "confidence < confidence_auto",
              "confidence >= confidence_confirm");
      return atoms.get(random.nextInt(atoms.size()));
    }
    String one = condition(random, depth - 1);
    String other = condition(random, depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> "(" + one + " && " + other + ")";
      case 1 -> "(" + one + " || " + other + ")";
      case 2 -> "!(" + one + ")";
      default -> "(" + one + " ? " + other + " : " + condition(random, depth - 1) + ")";
    };
  }

  private static WriteFacts write(Random random) {
    String text = "ab".repeat(4).substring(random.nextInt(2)).substring(0, random.nextInt(1, 7));
    List<MemoryType> types = List.of(MemoryType.FACT, MemoryType.NOTE, MemoryType.EPISODE);
    return Samples.write(
        text,
        random.nextInt(21) / 20.0,
        types.get(random.nextInt(types.size())),
        random.nextBoolean());
  }

  private static String rules(String a, String b, String c) {
    return "  - {name: a, when: \"%s\", outcome: accept}\n".formatted(a)
        + "  - {name: b, when: \"%s\", outcome: accept}\n".formatted(b)
        + "  - {name: c, when: \"%s\", outcome: reject}\n".formatted(c)
        + LAST;
  }
}
