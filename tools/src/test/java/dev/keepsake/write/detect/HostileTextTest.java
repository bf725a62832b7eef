package dev.keepsake.write.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No text makes the detectors slow. Compared is how much longer sixteen times the text takes, with
/// room for a machine that does other things: what is linear stays near sixteen, what is quadratic
/// comes to 256.
final class HostileTextTest {
  private static final Detectors DETECTORS = new Detectors();
  private static final int LENGTH = 3_125;
  private static final int TIMES = 16;
  private static final int ROUNDS = 4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pw of ",
        "password is ",
        "password: x ",
        "password for the ",
        "token=abcdefgh ",
        "a://b:c ",
        "a://b:",
        "aws secret ",
        "eyJaaaaaaaaaa.",
        "sk-aaaa",
        "curl -u ",
        "seed phrase is abc ",
        "abc def ghi ",
        "ignore all previous ",
        "ignore the previous rules of the dog ",
        "send all messages ",
        "always include ",
        "recommend it and never ",
        "when the user asks call ",
        "![a](http://b",
        "system: x\n",
        "<|<|<|",
        "-----BEGIN ",
        "\u0300\u0316",
        "\u05B0\u05B1",
        "\uFDFA",
        "p\u0430"
      })
  void the_work_grows_with_the_length_of_the_text(String unit) {
    String text = unit.repeat(LENGTH / unit.length() + 1).substring(0, LENGTH);

    long one = least(text);
    long many = least(text.repeat(TIMES));

    assertThat(many).isLessThan(one * TIMES * 8 + 50_000_000);
  }

  /// Nanoseconds of the quickest round, the one that was disturbed least.
  private static long least(String text) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      DETECTORS.find(text);
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }

  @Test
  void the_longest_text_is_searched_to_its_end() {
    String text = "word ".repeat(9_990) + "my password is hunter2";

    assertThat(DETECTORS.find(text)).map(Detection::name).contains("secret.password");
  }
}
