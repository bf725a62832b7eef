package dev.keepsake.extract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnglishReaderTest {
  private final EnglishReader reader = new EnglishReader();

  @Test
  void a_sentence_ends_with_its_sign_or_its_line() {
    assertThat(texts("I keep bees. My sister paints!\ntwo hives\n\n- and a barn"))
        .containsExactly("I keep bees.", "My sister paints!", "two hives", "- and a barn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "My partner's brother sails.",
        "My partner’s brother sails.",
        "My sister's dog barks."
      })
  void a_possessive_is_two_words(String text) {
    List<Word> words = reader.read(text).getFirst().words();
    assertThat(words).extracting(Word::lower).contains("'s");
    assertThat(words).filteredOn(word -> word.is("'s")).noneMatch(Word::spaced);
  }

  @Test
  void informal_spelling_is_written_out_before_it_is_tagged() {
    assertThat(reader.read("im a welder").getFirst().words())
        .extracting(Word::lower)
        .containsExactly("i", "am", "a", "welder");
  }

  @Test
  void what_is_too_long_for_a_sentence_has_no_words_and_is_none() {
    assertThat(reader.read("one, ".repeat(200))).isEmpty();
    assertThat(texts("I keep bees.\n" + "7 ".repeat(200))).containsExactly("I keep bees.");
  }

  @Test
  void nothing_has_no_sentences() {
    assertThat(reader.read("")).isEmpty();
    assertThat(reader.read(" \n\t\r\n ")).isEmpty();
  }

  @Test
  void a_question_is_told_by_its_mark() {
    assertThat(reader.read("Do you sail? I do."))
        .extracting(Sentence::asks)
        .containsExactly(true, false);
  }

  @Test
  void the_same_text_is_read_the_same_again() {
    String text = "My aunt Berta runs a kiosk in Gent.";
    assertThat(reader.read(text)).isEqualTo(new EnglishReader().read(text));
  }

  private List<String> texts(String text) {
    return reader.read(text).stream().map(Sentence::text).toList();
  }
}
