package dev.keepsake.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a history is known, as a table: how many were trimmed, what is stored, what is sent (a
/// capital is an instruction), and what of it is new.
final class OverlapTest {

  @ParameterizedTest(name = "{0}: {4} is new")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing is stored                               | 0 |             | a b           | a b
          the same again                                  | 0 | a b         | a b           | -
          one more                                        | 0 | a b         | a b c         | c
          the older ones were trimmed here                | 9 | c d         | a b c d e     | e
          a window that slides                            | 0 | a b c d     | c d e         | e
          another preamble each time                      | 0 | S a b       | T a b c       | c
          a preamble that is stored, and another is sent  | 0 | a b         | S a b c       | c
          nothing in common                               | 0 | a b         | c d           | c d
          the last message alone                          | 0 | a b         | c             | c
          what is said again is new                       | 0 | a b         | a             | a
          the end is there twice, once with more before it | 0 | x a b       | x a b y a b   | y a b
          a longer run wins over a later one              | 0 | x a b       | x a b y b     | y b
          the last of those that are equal                | 9 | b           | a b c b d     | d
          the first where nothing was ever trimmed        | 0 | b           | S b c b d     | c b d
          one alone is no history                         | 0 | b           | a b c b d     | a b c b d
          a new question with the same answer as before   | 0 | a k         | b k           | b k
          the same where the older ones were trimmed      | 9 | a k         | b k           | b k
          the last answer, a question, and the same answer | 0 | a k        | k b k         | b k
          a retry whose answer was lost                   | 0 | a b c       | a b c         | -
          the last answer was made again                  | 0 | a b c d     | a b c e f     | e f
          and the conversation goes on                    | 0 | a b c d e   | a b c e f     | f
          only one in common, and not at the end          | 0 | a b         | a c d         | a c d
          the client forgot its oldest messages           | 0 | a b c d e   | d e f g       | f g
          the same two turns once more                    | 0 | a k a k     | a k a k a k   | a k
          a question asked otherwise, answered as before  | 0 | a b c k     | a b d k       | d k
          one asked otherwise, and the last was said before | 0 | a k c d e k | a k c d f g | f g
          the window begins with the newest               | 0 | a b c d     | d a b c       | a b c
          """)
  void of_what_is_sent(String name, int trimmed, String stored, String sent, String fresh) {
    List<String> newest = words(stored);
    List<String> all = words(sent);
    int preamble =
        (int) all.stream().takeWhile(word -> word.equals(word.toUpperCase(Locale.ROOT))).count();
    int known = Overlap.known(new Overlap.Stored(newest, newest.size(), trimmed), all, preamble);
    assertThat(all.subList(known, all.size())).as(name).isEqualTo(words(fresh));
  }

  private static List<String> words(String text) {
    return text == null || text.equals("-") ? List.of() : List.of(text.split(" ", -1));
  }
}
