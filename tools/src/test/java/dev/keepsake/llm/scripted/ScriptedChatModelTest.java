package dev.keepsake.llm.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.TokenCount;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptedChatModelTest {
  private static final ChatRequest ANYTHING =
      new ChatRequest(List.of(new ChatMessage.User("Hello")), List.of());

  private static ChatAnswer says(String text) {
    return new ChatAnswer(text, List.of(), TokenCount.NONE, FinishReason.STOP);
  }

  @Test
  void answers_come_in_order_and_what_is_left_is_told() {
    var model = new ScriptedChatModel(List.of(says("one"), says("two")));

    assertThat(model.ask(ANYTHING).text()).isEqualTo("one");
    assertThat(model.left()).isEqualTo(1);
    assertThat(model.ask(ANYTHING).text()).isEqualTo("two");
    assertThat(model.left()).isZero();
    assertThat(model.ended()).isFalse();
  }

  @Test
  void a_script_that_runs_out_says_so() {
    var model = new ScriptedChatModel(List.of(says("one")));
    model.ask(ANYTHING);

    assertThatThrownBy(() -> model.ask(ANYTHING))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_FAILED))
        .hasMessage("The script has 1 answers, and one more was asked for.");
    assertThat(model.ended()).isTrue();
  }

  @Test
  void a_failure_can_stand_at_the_end() {
    var model =
        new ScriptedChatModel(
            List.of(), () -> new MemoryException(ErrorCode.MODEL_UNAVAILABLE, "It was down."));

    assertThatThrownBy(() -> model.ask(ANYTHING)).hasMessage("It was down.");
  }
}
