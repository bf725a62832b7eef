package dev.keepsake.extract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpellingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          im a potter                    | I am a potter
          I'm a potter                   | I am a potter
          I’m a potter                   | I am a potter
          i dont eat eggs                | I do not eat eggs
          we don't eat eggs              | we do not eat eggs
          i cant swim                    | I can not swim
          I cannot swim                  | I can not swim
          she won't fly                  | she will not fly
          they hadn't met                | they had not met
          its a barge                    | it is a barge
          it's a barge                   | it is a barge
          Lotte's a welder               | Lotte is a welder
          my gran's been ill             | my gran is been ill
          u know me                      | you know me
          ive got 2 ferrets              | I have got 2 ferrets
          my bday is in May              | my birthday is in May
          Don't use tables               | Do not use tables
          """)
  void informal_english_is_written_out(String informal, String written) {
    assertThat(Spelling.writtenOut(informal)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lotte's barge leaks",
        "the dog lost its collar",
        "my parents' boat is old",
        "O'Brien is our vet",
        "I was born in Urk",
        "The well is dry",
        ""
      })
  void possessives_names_and_plain_words_stay(String text) {
    assertThat(Spelling.writtenOut(text)).isEqualTo(text);
  }
}
