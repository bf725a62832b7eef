package dev.keepsake.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a history is known, as a table: what is stored, what is sent, and what of it is new.
final class OverlapTest {

  @ParameterizedTest(name = "{0}: {4} is new")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing is stored                               | all  |             | a b           | a b
          the same again                                  | all  | a b         | a b           | -
          one more                                        | all  | a b         | a b c         | c
          the older ones were trimmed here                | tail | c d         | a b c d e     | e
          a window that slides                            | all  | a b c d     | c d e         | e
          another preamble each time                      | all  | s a b       | t a b c       | c
          a preamble that is stored, and another is sent  | all  | a b         | s a b c       | c
          nothing in common                               | all  | a b         | c d           | c d
          the last message alone                          | all  | a b         | c             | c
          what is said again is new                       | all  | a b         | a             | a
          the end is there twice, once with more before it | all | x a b       | x a b y a b   | y a b
          a longer run wins over a later one              | all  | x a b       | x a b y b     | y b
          the last of those that are equal                | tail | b           | a b c b d     | d
          the first where nothing was ever trimmed        | all  | b           | a b c b d     | c b d
          a retry whose answer was lost                   | all  | a b c       | a b c         | -
          the last answer was made again                  | all  | a b c d     | a b c e f     | e f
          and the conversation goes on                    | all  | a b c d e   | a b c e f     | f
          only one in common, and not at the end          | all  | a b         | a c d         | a c d
          the client forgot its oldest messages           | all  | a b c d e   | d e f g       | f g
          the same two turns once more                    | all  | a k a k     | a k a k a k   | a k
          a question asked otherwise, answered as before  | all  | a b c k     | a b d k       | d k
          one asked otherwise, and the last was said before | all | a k c d e k | a k c d f g | f g
          the window begins with the newest               | all  | a b c d     | d a b c       | a b c
          """)
  void of_what_is_sent(String name, String part, String stored, String sent, String fresh) {
    List<String> all = words(sent);
    int known = Overlap.known(words(stored), part.equals("all"), all);
    assertThat(all.subList(known, all.size())).as(name).isEqualTo(words(fresh));
  }

  private static List<String> words(String text) {
    return text == null || text.equals("-") ? List.of() : List.of(text.split(" ", -1));
  }
}
