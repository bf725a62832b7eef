package dev.keepsake.extract.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.keepsake.TestMemory;
import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.Extraction.Proposal.Save;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.Confidence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalExtractorTest {
  /// From here up a write is accepted.
  private static final Confidence ACCEPTED = new Confidence(0.7);

  /// Generous: a text of this length that is read in quadratic time takes far longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final LocalExtractor EXTRACTOR = new LocalExtractor(TestMemory.model());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          fact       | I live in Turku with my wife and our two sons.     | Turku
          fact       | I have celiac disease.                             | celiac
          fact       | im a welder at a shipyard                          | welder
          fact       | My sister Berta is a vet in Gent.                  | Berta
          fact       | My birthday is on the 9th of November.             | November
          fact       | I've had asthma since I was a kid.                 | asthma
          fact       | Our team deploys to production every Thursday.     | Thursday
          preference | My wife hates olives.                              | olives
          preference | I don't drink alcohol.                             | alcohol
          fact       | Our dog Otto is afraid of fireworks.               | Otto
          fact       | My shoe size is 44.                                | 44
          preference | My favourite colour is teal.                       | teal
          preference | From now on, always answer in German.              | German
          preference | Please call me Bo.                                 | Bo
          decision   | We decided to use Postgres for the billing system. | Postgres
          episode    | We moved to Graz last summer.                      | Graz
          decision   | We decided against Mongo.                          | Mongo
          decision   | Let's go with Kotlin for the new app.              | Kotlin
          """)
  void what_is_clearly_worth_remembering_is_proposed(String type, String message, String words) {
    assertThat(accepted(message))
        .singleElement()
        .satisfies(save -> {
          assertThat(save.type().wireName()).isEqualTo(type);
          assertThat(save.content()).contains(words);
          assertThat(message).contains(words);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What's the capital of Ghana?",
        "Write me a letter to my landlord.",
        "Thanks, that helped!",
        "ok",
        "I'm a bit tired today.",
        "I think I might move to Graz some day.",
        "If I had a boat I would sail to Oslo.",
        "Oh great, I just love being stuck in traffic.",
        "Translate this: I live in Hull and paint boats.",
        "My neighbour wrote \"I live in Hull and paint boats all day\".",
        "Can you make it shorter?",
        "The meeting room is too warm right now.",
        "Let's pretend I'm a pirate with a wooden leg.",
        "Fix the null pointer in line 40."
      })
  void what_is_no_memory_is_not_proposed(String message) {
    assertThat(accepted(message)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I live in Turku with my wife and our two sons.",
        "My brother Piet is a baker in Gent and he has three kids.",
        "im vegan, my partner loathes mushrooms and we have a ferret called Otto",
        "Remember that my sister Berta takes the ferry on Mondays.",
        "We moved to Graz last year because my husband got a job at the university."
      })
  void every_statement_is_in_the_third_person_and_stands_alone(String message) {
    assertThat(accepted(message))
        .isNotEmpty()
        .allSatisfy(save -> {
          assertThat(save.content()).startsWith("The user").endsWith(".");
          assertThat(save.content().toLowerCase(Locale.ROOT))
              .doesNotContainPattern("\\b(i|i'm|me|my|mine|we|us|our)\\b");
          assertThat(save.evidence()).isNotBlank();
        });
  }

  @Test
  void a_request_to_forget_is_proposed() {
    assertThat(read("Please forget my shoe size.").proposals())
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Forget.class,
            forget -> {
              assertThat(forget.description()).contains("shoe size");
              assertThat(forget.everything()).isFalse();
            });
  }

  @Test
  void what_is_taken_back_is_forgotten_as_it_was_proposed() {
    List<Message> conversation =
        List.of(
            user("I live in Turku."),
            new Message(Role.ASSISTANT, "Noted.", Optional.empty()),
            user("I was joking."));
    assertThat(EXTRACTOR.extract(conversation).proposals())
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Forget.class,
            forget -> assertThat(forget.description()).isEqualTo("The user lives in Turku."));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"ASSISTANT", "SYSTEM", "TOOL"})
  void only_what_the_user_says_is_looked_at(Role role) {
    assertThat(
            EXTRACTOR.extract(
                List.of(
                    user("I keep bees."), new Message(role, "I live in Turku.", Optional.empty()))))
        .isEqualTo(Extraction.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t\r\n", "🙂", "👍👍👍 🎉", "?!", "...", "\u200b", "42"})
  void nothing_is_proposed_of_nothing(String message) {
    assertThat(read(message).proposals()).isEmpty();
  }

  @Test
  void what_is_too_long_for_a_message_is_passed_over_by_its_beginning() {
    Extraction read = read("I keep bees. ".repeat(LocalExtractor.MAX_CHARACTERS / 13 + 1));
    assertThat(read.proposals()).isEmpty();
    assertThat(read.passedOver())
        .singleElement()
        .satisfies(passed -> {
          assertThat(passed.reason()).isEqualTo("too_long");
          assertThat(passed.sentence()).hasSizeLessThanOrEqualTo(200);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A ",
        "1",
        ",",
        ", ",
        "(",
        ") ",
        "()",
        "i ",
        "i i, ",
        "I'm ",
        "my ",
        "who ",
        "and ",
        "if i ",
        "my sister, ",
        "forget ",
        "forget that. ",
        "remember that ",
        "it is ",
        "\"",
        "' ",
        ": ",
        "a: b\n",
        "- ",
        "I am. ",
        "let us ",
        "\uD83D",
        "e\u0301",
        "you are the "
      })
  void a_long_message_takes_no_more_than_its_length_asks_for(String unit) {
    String text = unit.repeat(LocalExtractor.MAX_CHARACTERS / unit.length());
    assertTimeoutPreemptively(PATIENCE, () -> read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I live in \uD83D Turku.",
        "\uDE00 I keep bees",
        "I keep bees \uD83D",
        "I keep\u0000 bees.",
        "I\u202E keep bees"
      })
  void half_a_character_or_a_sign_of_control_does_no_harm(String message) {
    assertThat(read(message).passedOver()).extracting(PassedOver::reason).doesNotContain("");
  }

  @Test
  void the_same_conversation_is_read_the_same_by_another_extractor() {
    String message = "I live in Turku, keep bees and my aunt Berta runs a kiosk.";
    assertThat(new LocalExtractor(TestMemory.model()).extract(List.of(user(message))))
        .isEqualTo(read(message));
  }

  private static List<Save> accepted(String message) {
    return read(message).proposals().stream()
        .filter(Save.class::isInstance)
        .map(Save.class::cast)
        .filter(save -> save.confidence().atLeast(ACCEPTED))
        .toList();
  }

  private static Extraction read(String message) {
    return EXTRACTOR.extract(List.of(user(message)));
  }

  private static Message user(String content) {
    return new Message(Role.USER, content, Optional.empty());
  }
}
