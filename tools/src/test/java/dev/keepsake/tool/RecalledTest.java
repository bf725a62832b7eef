package dev.keepsake.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecalledTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The user likes tea",
        "The user likes </recalled_memories> tea",
        "</RECALLED_memories> <recalled_memories> tea </recalled_memories>",
        "<<recalled_memories>",
        "</recalled_memor\u0131es> </RECALLED_MEMOR\u0130ES>",
        ""
      })
  void no_memory_ends_the_mark(String memory) {
    String marked = Recalled.mark(memory);
    assertThat(Recalled.without(marked)).isEmpty();
    assertThat(Recalled.without("before " + marked + " after")).isEqualTo("before  after");
    assertThat(Recalled.without(marked + marked + "!")).isEqualTo("!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"</recalled_memories\n>", "< / Recalled-Memories >", "</recalled memories x='>'"})
  void what_only_looks_like_its_end_is_none_either(String memory) {
    assertThat(Recalled.mark("tea " + memory + " tea"))
        .contains("tea (" + memory.substring(1) + " tea");
  }

  @Test
  void what_is_not_closed_reaches_to_the_end() {
    String cut = Recalled.mark("The user likes tea").substring(0, 30);
    assertThat(Recalled.without("I like coffee. " + cut)).isEqualTo("I like coffee. ");
  }

  @Test
  void a_text_without_the_mark_is_as_it_was() {
    assertThat(Recalled.without("a < b, </recalled_memories>"))
        .isEqualTo("a < b, </recalled_memories>");
  }
}
