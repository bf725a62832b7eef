package dev.keepsake.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlainTest {
  @Test
  void an_escape_sequence_does_not_reach_the_terminal() {
    assertThat(Plain.line("a\u001b[2Jb\u0007c\u009bd\u007fe"))
        .isEqualTo("a\\u001b[2Jb\\u0007c\\u009bd\\u007fe");
  }

  @Test
  void lines_become_one_line() {
    assertThat(Plain.line("a\nb\r\nc\td\u2028e")).isEqualTo("a\\nb\\r\\nc\\td\\u2028e");
  }

  @Test
  void characters_that_reverse_or_hide_are_written_out() {
    assertThat(Plain.line("a\u202eb\u2066c\u200bd\ufeffe\udb40\udc41f"))
        .isEqualTo("a\\u202eb\\u2066c\\u200bd\\ufeffe\\u{e0041}f");
  }

  @Test
  void half_a_character_is_written_out() {
    assertThat(Plain.line("a\ud800b")).isEqualTo("a\\ud800b");
  }

  @Test
  void text_of_any_language_stays_as_it_is() {
    String text = "Zoë trinkt 茶, привет, नमस्ते, 👩‍💻 e\u0301";
    assertThat(Plain.line(text)).isEqualTo(text);
  }
}
