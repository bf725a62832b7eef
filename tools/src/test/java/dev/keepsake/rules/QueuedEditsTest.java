package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.job.JobKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What programs change of memories where writes are queued.
class QueuedEditsTest extends QueuedTest {
  private RawCalls program() {
    return RawCalls.of(memory, "ada");
  }

  @Test
  void other_words_that_another_memory_means_are_a_duplicate() {
    created("The user has two cats");
    String cello = created(CELLO);
    assertThat(
            program()
                .refused("update_memory", "id", cello, "content", "The user has 2 cats")
                .code())
        .isEqualTo("duplicate");
    assertThat(program().done("get_memory", "id", cello).path("content").asText()).isEqualTo(CELLO);
  }

  @Test
  void an_edit_does_without_a_model_that_is_late() {
    String cello = created(CELLO);
    model.late(true);
    JsonNode after =
        program()
            .done("update_memory", "id", cello, "content", "The user plays the viola")
            .path("memory");
    assertThat(after.path("content").asText()).isEqualTo("The user plays the viola");
    assertThat(after.path("embedding_status").asText()).isEqualTo("pending");
    model.late(false);
    memory.keepsake.jobs().run(JobKind.EMBEDDINGS);
    assertThat(memory.found("the viola")).containsExactly("The user plays the viola");
  }

  @Test
  void a_write_that_is_not_decided_is_not_taken_back_by_who_names_a_tag() {
    String id = queued(TEA);
    for (String tag : List.of("\"abc-completed\"", "*")) {
      assertThat(program().refused("remove_memory", "id", id, "if_match", tag).code())
          .isEqualTo("precondition-failed");
    }
    assertThat(newest()).containsExactly(TEA);
    assertThat(program().refused("remove_memory", "id", UNKNOWN, "if_match", "*").code())
        .isEqualTo("not-found");
    program().done("remove_memory", "id", id);
    assertThat(newest()).isEmpty();
  }
}
