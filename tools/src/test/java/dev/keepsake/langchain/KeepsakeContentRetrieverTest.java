package dev.keepsake.langchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.TestMemory;
import dev.langchain4j.rag.query.Query;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found for messages as users write them, and paste into them.
class KeepsakeContentRetrieverTest {
  @TempDir private Path folder;
  private TestMemory memory;

  @BeforeEach
  void open() {
    memory = TestMemory.open(folder);
    memory.saved("The user plays the cello.");
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private KeepsakeContentRetriever retriever(int limit) {
    return new KeepsakeContentRetriever(memory.keepsake.tools(), _ -> memory.caller(), limit);
  }

  private List<String> found(String message) {
    return retriever(10).retrieve(Query.from(message)).stream()
        .map(content -> content.textSegment().text())
        .toList();
  }

  @Test
  void a_long_message_is_looked_for_by_its_beginning() {
    assertThat(found("Which instrument do I play? " + "\uD83C\uDFBB".repeat(3_000)))
        .containsExactly("The user plays the cello.");
    assertThat(found("cello ".repeat(5_000))).containsExactly("The user plays the cello.");
  }

  @Test
  void control_characters_and_halves_of_characters_are_passed_over() {
    assertThat(found("Which\u0000instrument\u001b[1m do I play?\uD83C"))
        .containsExactly("The user plays the cello.");
    assertThat(found("\u0000\u001b \uFEFF")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 51})
  void a_limit_that_query_memory_does_not_take_is_refused_at_once(int limit) {
    assertThatThrownBy(() -> retriever(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 50");
  }
}
