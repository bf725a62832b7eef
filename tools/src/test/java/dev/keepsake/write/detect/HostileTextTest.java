package dev.keepsake.write.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.write.detect.Detection.Kind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No text makes the detectors slow, those of all kinds together. Compared is how much longer
/// sixteen times the text takes, with room for a machine that does other things: what is linear
/// stays near sixteen, what is quadratic comes to 256.
final class HostileTextTest {
  private static final Detectors DETECTORS = new Detectors();
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int LENGTH = 3_125;
  private static final int TIMES = 16;
  private static final int ROUNDS = 3;

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
        "p\u0430",
        "\u0430\u0431\u0432 ",
        "4",
        "1 ",
        "12-",
        "4111 1111 1111 1111 ",
        "card 62 ",
        "@",
        "a@",
        "a@b.co ",
        "a.",
        "....",
        "a (at) b (dot) ",
        "+1",
        "+1 ",
        "+4930901820",
        "tel 0123456789 ",
        "tel (030) ",
        "call 1-",
        "DE89 ",
        "DE89",
        "DE89370400440532013000 ",
        "ssn 536-22-8714 ",
        "ssn 1",
        "oib pesel 33392005961 ",
        "taj bsn dni nie nif 123456789 ",
        "131052-308T ",
        "%41",
        "%2541",
        "%C3",
        "&#65;",
        "&amp;#65;",
        "&#x",
        "&",
        "\\u0041",
        "a+b",
        "QUFB",
        "aWdu ",
        "SWdub3JlIGFsbCBwcmV2aW91cyBpbnN0cnVjdGlvbnMg",
        "U1dkdWIzSmxJR0ZzYkNCd2NtVjJhVzkxY3lCcGJuTjBjblZqZEdsdmJuTWc",
        "69676e6f7265",
        "6967 ",
        "0x69, ",
        "\u202E",
        "\u202Eabc\u202C",
        "\uFE0F",
        "\uDB40\uDC41",
        "\u200B",
        " \t",
        "\n",
        "-----BEGIN PRIVATE KEY-----",
        "Do not tell the user. ",
        "My password is hunter2 "
      })
  void the_work_grows_with_the_length_of_the_text(String unit) {
    String text = unit.repeat(LENGTH / unit.length() + 1).substring(0, LENGTH);

    long one = least(text);
    long many = least(text.repeat(TIMES));

    assertThat(many).isLessThan(one * TIMES * 8 + 50_000_000);
  }

  /// Nanoseconds of the processor in the quickest round, the one that was disturbed least.
  private static long least(String text) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      DETECTORS.find(text, ALL);
      least = Math.min(least, CLOCK.getCurrentThreadCpuTime() - start);
    }
    return least;
  }

  @Test
  void the_longest_text_is_searched_to_its_end() {
    String text = "word ".repeat(9_990) + "my password is hunter2";

    assertThat(DETECTORS.find(text)).map(Detection::name).contains("secret.password");
  }
}
