package dev.keepsake.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a history is known, as a table: what is stored, what is sent, and what of it is new.
final class OverlapTest {

  @ParameterizedTest(name = "{0}: {3} is new")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing is stored                               |             | a b         | a b
          the same again                                  | a b         | a b         | -
          one more                                        | a b         | a b c       | c
          the older ones were trimmed here                | c d         | a b c d e   | e
          a window that slides                            | a b c d     | c d e       | e
          another preamble each time                      | s a b       | t a b c     | c
          a preamble that is stored, and another is sent  | a b         | s a b c     | c
          nothing in common                               | a b         | c d         | c d
          the last message alone                          | a b         | c           | c
          what is said again is new                       | a b         | a           | a
          the end is there twice, once with more before it | x a b       | x a b y a b | y a b
          a longer run wins over a later one              | x a b       | x a b y b   | y b
          the last of those that are equal                | b           | a b c b d   | d
          a retry whose answer was lost                   | a b c       | a b c       | -
          the last answer was made again                  | a b c d     | a b c e f   | e f
          only one in common, and not at the end          | a b         | a c d       | a c d
          the client forgot its oldest messages           | a b c d e   | d e f g     | f g
          """)
  void of_what_is_sent(String name, String stored, String sent, String fresh) {
    List<String> all = words(sent);
    assertThat(all.subList(Overlap.known(words(stored), all), all.size()))
        .as(name)
        .isEqualTo(words(fresh));
  }

  private static List<String> words(String text) {
    return text == null || text.equals("-") ? List.of() : List.of(text.split(" ", -1));
  }
}
