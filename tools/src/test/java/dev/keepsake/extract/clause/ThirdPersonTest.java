package dev.keepsake.extract.clause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.extract.text.EnglishReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThirdPersonTest {
  private static final EnglishReader READER = new EnglishReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          I live in Porto with my wife.          | The user lives in Porto with their wife.
          I am a welder                          | The user is a welder.
          I was a welder                         | The user was a welder.
          I have two ferrets                     | The user has two ferrets.
          I do judo                              | The user does judo.
          I go to Gent on Fridays                | The user goes to Gent on Fridays.
          I teach chess                          | The user teaches chess.
          I study law                            | The user studies law.
          I play the oboe                        | The user plays the oboe.
          I moved to Graz in May                 | The user moved to Graz in May.
          I don't eat eggs                       | The user does not eat eggs.
          I can't swim                           | The user can not swim.
          I've been vegan since 2011             | The user has been vegan since 2011.
          We rent a barn                         | The user rents a barn.
          We sold our boat                       | The user sold their boat.
          My boss calls me Bo                    | The user's boss calls them Bo.
          My dad taught me and my sister chess   | The user's dad taught them and their sister chess.
          Our team works in Oslo                 | The user's team works in Oslo.
          In winter I ski                        | The user skis in winter.
          """)
  void the_first_person_becomes_the_user(String said, String statement) {
    assertThat(ThirdPerson.statement(clause(said), "")).isEqualTo(statement);
  }

  @Test
  void a_pronoun_becomes_whom_it_stands_for() {
    assertThat(ThirdPerson.statement(clause("She lives in Gent"), "the user's sister Anna"))
        .isEqualTo("The user's sister Anna lives in Gent.");
    assertThat(ThirdPerson.statement(clause("Her husband sails"), "the user's sister Anna"))
        .isEqualTo("The user's sister Anna's husband sails.");
  }

  @Test
  void you_is_the_assistant() {
    assertThat(ThirdPerson.statement(clause("I told you my name"), ""))
        .isEqualTo("The user told the assistant their name.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          my locker code | the user's locker code
          call me Bo     | call the user Bo
          me and my dog  | the user and their dog
          our barn       | the user's barn
          """)
  void a_phrase_without_a_subject_is_written_out_too(String said, String phrase) {
    assertThat(ThirdPerson.phrase(READER.read(said).getFirst().words())).isEqualTo(phrase);
  }

  private static Clause clause(String text) {
    return ClauseSplitter.split(READER.read(text).getFirst()).getFirst();
  }
}
