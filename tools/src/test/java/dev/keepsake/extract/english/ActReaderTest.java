package dev.keepsake.extract.english;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.extract.clause.ClauseSplitter;
import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.text.EnglishReader;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActReaderTest {
  private static final EnglishReader READER = new EnglishReader();
  private static final Vocabulary ACTS = Vocabulary.load("acts");

  /// Of the first clause of each sentence.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          tell                | I keep bees.
          tell                | My aunt Berta runs a kiosk in Gent.
          tell                | We rent a barn near Urk.
          tell                | I always take the ferry.
          tell                | I would rather cycle than drive.
          tell                | I'd prefer tea over coffee any day.
          question            | Do I need a visa for Ghana?
          question            | How do I prune a pear tree?
          question            | what is the capital of Ghana
          question            | Is my landlord allowed to do that?
          question            | I need a visa for Ghana?
          question            | Can you book a table for four.
          request             | Write a letter to my landlord.
          request             | Please summarize the meeting.
          request             | Let's brainstorm names for the barn.
          hypothetical        | If I lived in Gent I would sell the barn.
          hypothetical        | I would buy a boat.
          hypothetical        | I could learn Finnish.
          hypothetical        | Suppose I lived in Gent.
          hypothetical        | Imagine you had a boat.
          sarcasm             | Oh great, I love being stuck in traffic.
          sarcasm             | I just adore waiting on hold.
          sarcasm             | I enjoy paperwork so much 🙄
          about_the_assistant | You are very helpful.
          wish                | Always answer in German.
          wish                | From now on, keep your answers short.
          wish                | Please never use emojis.
          wish                | Call me Bo.
          wish                | Please stop apologizing.
          wish                | Don't use emojis in your replies.
          wish                | I want you to always reply in French.
          wish                | You can call me Bo.
          settle              | Let's go with Postgres.
          settle              | Let us use trunk based development.
          choose              | Postgres it is then.
          """)
  void a_clause_is_told_by_what_is_done_with_it(String act, String said) {
    assertThat(name(read(said, false))).isEqualTo(act);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          Answer in German.
          Keep this one short.
          Translate the letter into German.
          Stop the timer.
          Call my dentist.
          Never mind the typo.
          """)
  void what_is_to_be_done_once_is_no_standing_wish(String said) {
    assertThat(name(read(said, false))).isNotEqualTo("wish");
  }

  @Test
  void what_was_asked_to_be_remembered_is_no_jest() {
    assertThat(read("I adore waiting in queues.", true)).isInstanceOf(Act.Tell.class);
    assertThat(name(read("I adore waiting in queues.", false))).isEqualTo("sarcasm");
  }

  private static Act read(String said, boolean explicit) {
    Sentence sentence = READER.read(said).getFirst();
    return new ActReader(ACTS)
        .read(ClauseSplitter.split(sentence).getFirst(), Grammar.flat(sentence.words()), explicit);
  }

  private static String name(Act act) {
    return switch (act) {
      case Act.Tell() -> "tell";
      case Act.Wish _ -> "wish";
      case Act.Settle _ -> "settle";
      case Act.Choose _ -> "choose";
      case Act.PassOver(var reason) -> reason;
    };
  }
}
