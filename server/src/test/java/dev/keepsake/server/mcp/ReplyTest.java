package dev.keepsake.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult.Action;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyTest {
  private static final String SHOWN = "The user likes tea.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "true  | -                     | yes",
        "true  | ''                    | yes",
        "true  | '  '                  | yes",
        "true  | '\u00A0\uFEFF\u3000 ' | yes", // blank to the tool as well
        "true  | The user likes tea.   | yes",
        "true  | The user hates tea.   | The user hates tea.",
        "false | -                     | no",
        "false | The user hates tea.   | no"
      })
  void an_accepted_form_says_yes_or_no_or_it_better(
      boolean remember, String content, String expected) {
    var form = new HashMap<String, Object>(Map.of("remember", remember));
    form.put("content", content);
    Reply reply = Reply.of(new ElicitResult(Action.ACCEPT, form), SHOWN);
    assertThat(reply)
        .isEqualTo(
            switch (expected) {
              case "yes" -> new Reply.Yes(Optional.empty());
              case "no" -> new Reply.No();
              default -> new Reply.Yes(Optional.of(expected));
            });
  }

  @Test
  void a_question_can_be_declined() {
    assertThat(Reply.of(new ElicitResult(Action.DECLINE, null), SHOWN)).isEqualTo(new Reply.No());
    assertThat(Reply.of(new ElicitResult(Action.DECLINE, Map.of("remember", true)), SHOWN))
        .isEqualTo(new Reply.No());
  }

  @Test
  void the_longest_statement_may_be_one_of_2000_characters() {
    assertThat(accepted(Map.of("remember", true, "content", "😀".repeat(2_000))))
        .isInstanceOf(Reply.Yes.class);
    assertThat(accepted(Map.of("remember", true, "content", "x".repeat(2_001))))
        .isInstanceOf(Reply.None.class);
  }

  @Test
  void what_answers_something_else_is_no_answer() {
    assertThat(accepted(null)).isInstanceOf(Reply.None.class);
    assertThat(accepted(Map.of())).isInstanceOf(Reply.None.class);
    assertThat(accepted(Map.of("remember", "true"))).isInstanceOf(Reply.None.class);
    assertThat(accepted(Map.of("remember", 1))).isInstanceOf(Reply.None.class);
    assertThat(accepted(Map.of("content", "Tea."))).isInstanceOf(Reply.None.class);
    assertThat(accepted(Map.of("remember", true, "content", 7))).isInstanceOf(Reply.None.class);
    assertThat(accepted(Map.of("remember", true, "content", "a\0b")))
        .isInstanceOf(Reply.None.class);
    assertThat(Reply.of(new ElicitResult(Action.CANCEL, Map.of("remember", true)), SHOWN))
        .isInstanceOf(Reply.None.class);
  }

  private static Reply accepted(Map<String, Object> form) {
    return Reply.of(new ElicitResult(Action.ACCEPT, form), SHOWN);
  }
}
