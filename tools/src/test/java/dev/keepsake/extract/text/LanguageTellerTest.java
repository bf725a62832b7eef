package dev.keepsake.extract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageTellerTest {
  private final LanguageTeller teller = new LanguageTeller();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GERMAN     | ich hab zwei katzen und wohn in mainz
          FRENCH     | je cherche un cadeau pour ma nièce
          SPANISH    | necesito una receta para el domingo
          ITALIAN    | mi serve una ricetta per domenica
          PORTUGUESE | preciso de uma receita para o domingo
          DUTCH      | ik zoek een recept voor zondag
          POLISH     | szukam przepisu na niedzielę
          UNKNOWN    | jag bor i Göteborg och har två barn
          UNKNOWN    | Я живу в Софии
          UNKNOWN    | 私は京都に住んでいます
          """)
  void the_language_is_told_by_function_words_and_letters(Language language, String text) {
    assertThat(teller.tellLast(List.of(text))).isEqualTo(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two cats",
        "lol",
        "👍",
        "no",
        "Anna, 34",
        "call me Zoë",
        "in Munich",
        "die hard fan of U2",
        "moved to Köln",
        "from Łódź originally",
        "I'm in a band",
        "u r right",
        "kids are 3 and 5",
        "My wife Beyoncé loves crème brûlée and jalapeños.",
        "como is a lake",
        "so tired rn",
        "I am a man in a van",
        "ciao bella, I moved to Rome",
        "use tabs",
        "NullPointerException",
        "I had pasta al dente in Bari, then gelato di limone",
        "no emojis",
        "vegetarian, no nuts"
      })
  void english_and_what_tells_nothing_counts_as_english(String text) {
    assertThat(teller.tellLast(List.of(text))).isEqualTo(Language.ENGLISH);
  }

  @Test
  void what_is_too_short_is_told_by_what_was_said_before() {
    assertThat(teller.tellLast(List.of("¿Tienes hijos o mascotas?", "dos")))
        .isEqualTo(Language.SPANISH);
  }

  @Test
  void every_sentence_has_its_language() {
    assertThat(
            teller.parts(
                "Danke, das hilft mir sehr. By the way, I have a dog. Ok.", Language.GERMAN))
        .containsEntry(Language.GERMAN, "Danke, das hilft mir sehr.\nOk.")
        .containsEntry(Language.ENGLISH, "By the way, I have a dog.");
  }
}
