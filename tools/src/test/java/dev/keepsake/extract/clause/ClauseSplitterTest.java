package dev.keepsake.extract.clause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.text.EnglishReader;
import dev.keepsake.extract.text.Word;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClauseSplitterTest {
  private static final EnglishReader READER = new EnglishReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          I am 41, live in Turku and have two sons.          | i am 41 / i live in turku / i have two sons
          I moved to Graz and my wife stayed in Linz.        | i moved to graz / my wife stayed in linz
          My brother sails and my sister rows.               | my brother sails / my sister rows
          I work nights, so I sleep until noon.              | i work nights / i sleep until noon
          we sold the barn; I kept the tractor               | we sold the barn / i kept the tractor
          I keep bees - my husband sells the honey.          | i keep bees / my husband sells the honey
          """)
  void a_sentence_is_split_where_a_subject_or_a_second_verb_begins(String text, String clauses) {
    assertThat(split(text).stream().map(clause -> clause.flat().strip()).toList())
        .containsExactlyElementsOf(Stream.of(clauses.split("/")).map(String::strip).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I want to go home and sleep.",
        "I learned to cook and bake.",
        "I can read and write Arabic.",
        "I have a dog and a parrot.",
        "My two older brothers live in Gent.",
        "I was born in Urk in 1988.",
        "The train leaves at 10:30 from platform 4."
      })
  void infinitives_lists_and_times_are_not_split(String text) {
    assertThat(split(text)).hasSize(1);
  }

  @Test
  void somebody_elses_predicate_is_not_the_speakers() {
    List<Clause> clauses = split("We are five, and the youngest, Noa, is diabetic.");
    assertThat(clauses.getFirst().subject()).isEqualTo(Subject.GROUP);
    assertThat(clauses)
        .filteredOn(clause -> clause.flat().contains("diabetic"))
        .isNotEmpty()
        .allSatisfy(clause -> {
          assertThat(clause.subject()).isNotIn(Subject.SELF, Subject.GROUP);
          assertThat(clause.flat()).doesNotContain(" we ");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELF      | I collect stamps.
          SELF      | Honestly I collect stamps.
          SELF      | In winter I ski.
          GROUP     | We rent a barn.
          POSSESSED | My cousin collects stamps.
          POSSESSED | Our team works in Oslo.
          PERSON    | She collects stamps.
          THING     | It is a barge.
          ADDRESSEE | You are great.
          OTHER     | Berta collects stamps.
          NONE      | Use short sentences.
          """)
  void a_clause_tells_whose_it_is(Subject subject, String text) {
    assertThat(split(text).getFirst().subject()).isEqualTo(subject);
  }

  @Test
  void a_reason_has_its_conjunction() {
    assertThat(split("I avoid cheese because I have gout."))
        .anySatisfy(clause -> {
          assertThat(clause.flat()).contains("i have gout");
          assertThat(clause.subject()).isEqualTo(Subject.SELF);
        });
  }

  @Test
  void a_question_is_inverted_or_asked() {
    assertThat(split("Do I need a visa?").getFirst().inverted()).isTrue();
    assertThat(split("I need a visa?").getFirst().asked()).isTrue();
    assertThat(split("I need a visa.").getFirst().asked()).isFalse();
  }

  @Test
  void no_word_is_lost_or_made_up() {
    String text = "Berta, who sails, told me that the harbour in Gent is closed on Mondays.";
    List<String> words =
        READER.read(text).getFirst().words().stream()
            .filter(word -> !word.sign())
            .map(Word::lower)
            .toList();
    String joined = split(text).stream().map(Clause::flat).collect(Collectors.joining(" "));
    assertThat(List.of(joined.strip().split(" +"))).containsAll(words);
  }

  private static List<Clause> split(String text) {
    return READER.read(text).stream()
        .flatMap(sentence -> ClauseSplitter.split(sentence).stream())
        .toList();
  }
}
