package dev.keepsake.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SentencesTest {

  @Test
  void a_sentence_ends_with_its_sign_or_its_line() {
    assertThat(Sentences.of("Hola. ¿Qué tal? Vivo en Vigo!! 🙂\nadiós"))
        .containsExactly("Hola.", "¿Qué tal?", "Vivo en Vigo!!", "adiós");
  }

  @Test
  void a_day_an_abbreviation_and_a_number_end_none() {
    assertThat(Sentences.of("Am 3. Mai ziehe ich um. Dr. Uhl hat z. B. 2.5 gesagt."))
        .containsExactly("Am 3. Mai ziehe ich um.", "Dr. Uhl hat z. B. 2.5 gesagt.");
  }
}
