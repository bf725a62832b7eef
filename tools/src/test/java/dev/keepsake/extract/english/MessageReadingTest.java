package dev.keepsake.extract.english;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.extract.text.EnglishReader;
import dev.keepsake.extract.text.OwnText;
import dev.keepsake.extract.text.Vocabulary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made of messages before anything is judged: no weight changes these.
final class MessageReadingTest {
  private static final EnglishReader READER = new EnglishReader();
  private static final Vocabulary ACTS = Vocabulary.load("acts");
  private static final Vocabulary WORTH = Vocabulary.load("worth");

  private final List<PassedOver> passedOver = new ArrayList<>();

  /// The rows of `statements.txt`: a message, and the statements that are made of it.
  static Stream<Arguments> statements() throws IOException {
    return rows("statements.txt")
        .map(cells -> Arguments.of(cells.getFirst(), cells.subList(1, cells.size())));
  }

  /// The rows of `passed-over.txt`: a reason, and a message.
  static Stream<Arguments> passedOver() throws IOException {
    return rows("passed-over.txt").map(cells -> Arguments.of(cells.get(0), cells.get(1)));
  }

  private static Stream<List<String>> rows(String name) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(MessageReadingTest.class.getResourceAsStream(name)),
                StandardCharsets.UTF_8))) {
      return in
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("statements")
  void a_message_becomes_statements_in_the_third_person(String message, List<String> statements) {
    assertThat(statements(message)).containsExactlyElementsOf(statements);
  }

  @ParameterizedTest
  @MethodSource("passedOver")
  void what_tells_nothing_is_passed_over_with_the_reason(String reason, String message) {
    assertThat(statements(message)).isEmpty();
    assertThat(passedOver).extracting(PassedOver::reason).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          Please forget my shoe size.                         | the user's shoe size   | false
          Can you delete everything you know about my job?    | the user's job         | true
          Forget that I used to live in Gent with my aunt.     | The user used to live in Gent with their aunt. | false
          Delete everything about my divorce.                 | the user's divorce     | true
          I'm over it, so forget everything about my ex.      | the user's ex          | true
          """)
  void a_request_to_forget_says_what(String message, String description, boolean everything) {
    assertThat(read(message).forgets())
        .singleElement()
        .satisfies(forget -> {
          assertThat(forget.description()).isEqualToIgnoringCase(description);
          assertThat(forget.everything()).isEqualTo(everything);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Delete the second line.",
        "Remove the file from the branch.",
        "I always forget my umbrella.",
        "Don't forget that I keep bees.",
        "How do I delete a branch?"
      })
  void to_delete_something_else_is_no_request_to_forget(String message) {
    assertThat(read(message).forgets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Remember that my aunt Berta keeps bees.",
        "please remember: my aunt Berta keeps bees",
        "Don't forget that my aunt Berta keeps bees.",
        "For the record, my aunt Berta keeps bees.",
        "My aunt Berta keeps bees. Please remember that.",
        "Remember this. My aunt Berta keeps bees."
      })
  void what_was_asked_to_be_remembered_is_marked(String message) {
    assertThat(read(message).candidates())
        .singleElement()
        .satisfies(candidate -> {
          assertThat(candidate.statement()).isEqualTo("The user's aunt Berta keeps bees.");
          assertThat(candidate.explicit()).isTrue();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I keep bees.",
        "Do you remember me? I keep bees.",
        "I keep bees, remember when I told you?"
      })
  void what_was_not_asked_to_be_remembered_is_not(String message) {
    assertThat(read(message).candidates()).noneMatch(Candidate::explicit);
  }

  @Test
  void a_phrase_is_remembered_as_it_stands() {
    assertThat(statements("Remember: my locker code is 4711"))
        .singleElement()
        .asString()
        .containsIgnoringCase("the user's locker code")
        .contains("4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I keep bees. Just kidding.",
        "I keep bees. Scratch that.",
        "I keep bees. Wait, no, forget I said that.",
        "I keep bees.\njk"
      })
  void what_is_taken_back_at_once_is_not_told(String message) {
    MessageReading reading = read(message);
    assertThat(reading.candidates()).isEmpty();
    assertThat(reading.takesBack()).isFalse();
    assertThat(passedOver).extracting(PassedOver::reason).contains("taken_back");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Scratch that.", "never mind that", "I was joking!", "please forget that"})
  void a_message_can_take_back_the_one_before(String message) {
    assertThat(read(message).takesBack()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          Do you have any pets?          | yes, two ferrets      | The user has two ferrets.
          Where do you live?             | Turku                 | The user lives in Turku.
          Where are you from?            | Ghana                 | The user is from Ghana.
          What is your favourite colour? | teal                  | The user's favourite colour is teal.
          How old are you?               | 41                    | The user is 41 years old.
          How many kids do you have?     | three                 | The user has three kids.
          Which language do you speak?   | Finnish               | The user speaks Finnish.
          Do you have any allergies?     | nope                  | The user does not have any allergies.
          """)
  void an_elliptical_answer_is_completed_by_its_question(
      String question, String answer, String statement) {
    assertThat(after(Role.ASSISTANT, question, answer).candidates())
        .anySatisfy(candidate -> {
          assertThat(candidate.statement()).isEqualTo(statement);
          assertThat(candidate.form()).isEqualTo(Candidate.Form.ANSWER);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Do you want it as a table?       | yes
          Shall I go on?                   | sure
          Here is your list.               | two ferrets
          """)
  void an_answer_about_the_task_or_to_no_question_is_none(String before, String answer) {
    assertThat(after(Role.ASSISTANT, before, answer).candidates())
        .extracting(Candidate::form)
        .doesNotContain(Candidate.Form.ANSWER);
  }

  @Test
  void who_was_named_before_is_named_in_a_later_message() {
    assertThat(
            after(Role.USER, "My sister Berta is visiting.", "She works as a welder.").candidates())
        .extracting(Candidate::statement)
        .containsExactly("The user's sister Berta works as a welder.");
  }

  @Test
  void nobody_known_has_no_statement() {
    assertThat(statements("She works as a welder.")).isEmpty();
    assertThat(passedOver).extracting(PassedOver::reason).containsExactly("nobody_known");
  }

  @Test
  void what_is_said_in_a_part_is_not_said_until_the_game_is_over() {
    String game = "Let's roleplay: you are a pirate.";
    assertThat(after(Role.USER, game, "I have a wooden leg.").candidates()).isEmpty();
    assertThat(passedOver).extracting(PassedOver::reason).containsOnly("fiction");
    assertThat(
            read(List.of(
                    message(Role.USER, game),
                    message(Role.USER, "Okay, end of roleplay."),
                    message(Role.USER, "I have a wooden boat.")))
                .candidates())
        .extracting(Candidate::statement)
        .containsExactly("The user has a wooden boat.");
  }

  @Test
  void a_correction_is_marked() {
    assertThat(read("I no longer live in Gent.").candidates())
        .singleElement()
        .matches(Candidate::corrects);
    assertThat(read("I live in Gent.").candidates())
        .singleElement()
        .matches(candidate -> !candidate.corrects());
  }

  @Test
  void a_reason_stays_with_what_it_is_given_for() {
    assertThat(read("I ask because I have gout.").candidates())
        .anySatisfy(candidate ->
            assertThat(candidate.reason())
                .hasValueSatisfying(
                    reason -> assertThat(reason.statement()).isEqualTo("The user has gout.")));
  }

  private List<String> statements(String message) {
    return read(message).candidates().stream().map(Candidate::statement).toList();
  }

  private MessageReading read(String message) {
    return read(List.of(message(Role.USER, message)));
  }

  private MessageReading after(Role role, String before, String message) {
    return read(List.of(message(role, before), message(Role.USER, message)));
  }

  private MessageReading read(List<Message> conversation) {
    Discourse discourse = Discourse.before(conversation, READER, WORTH, ACTS);
    OwnText own = OwnText.of(conversation.getLast().content());
    return new MessageReading(ACTS, WORTH, discourse, passedOver).read(READER.read(own.text()));
  }

  private static Message message(Role role, String content) {
    return new Message(role, content, Optional.empty());
  }
}
