package dev.keepsake.extract.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnTextTest {

  @Test
  void what_is_fenced_is_not_said() {
    assertThat(own("I keep goats.\n```\nmy name is Root\n```\nThey eat a lot."))
        .contains("I keep goats.", "They eat a lot.")
        .doesNotContain("Root");
    assertThat(own("~~~\nI live in Hull\n~~~\nWhy does this fail?")).doesNotContain("Hull");
  }

  @Test
  void a_fence_that_nobody_closes_reaches_to_the_end() {
    assertThat(own("Look:\n```\nI live in Hull\nI have two dogs")).doesNotContain("Hull", "dogs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thoughts?\n> I live in Hull and paint boats.",
        "Thoughts?\n| I live in Hull | I paint boats |",
        "Thoughts?\n\"\"\"I live in Hull and paint boats.\"\"\"",
        "Thoughts?\n<quote>I live in Hull and paint boats.</quote>",
        "Thoughts?\n<document id=\"7\">I live in Hull and paint boats.",
        "Thoughts?\n>>> I live in Hull\nand paint boats <<<",
        "My neighbour wrote \"I live in Hull and paint boats all day\" on a card.",
        "My neighbour wrote “I live in Hull and paint boats all day” on a card.",
        "Thoughts?\n-----Original Message-----\nI live in Hull.",
        "Thoughts?\nOn Tue, 4 Feb 2025 at 10:11, Jo Bell wrote:\nI live in Hull.",
        "Thoughts?\nFrom: Jo Bell\nSubject: hello\nI live in Hull.",
        "Can you translate this: I live in Hull.",
        "Please proofread:\nI live in Hull.\n\nI paint boats.",
        "Here is the transcript: I live in Hull.",
        "What does `I live in Hull` print?"
      })
  void what_is_quoted_forwarded_or_handed_over_is_not_said(String message) {
    assertThat(own(message)).doesNotContain("Hull", "boats");
  }

  @Test
  void what_stands_behind_the_arrows_is_said_again() {
    assertThat(own(">>> I live in Hull <<< I paint boats."))
        .doesNotContain("Hull")
        .contains("I paint boats.");
  }

  @Test
  void the_lines_of_several_speakers_are_a_pasted_chat() {
    assertThat(own("Who is right?\nBen: I moved to Hull\nOlga: I sold my boat"))
        .contains("Who is right?")
        .doesNotContain("Hull", "boat");
    assertThat(own("[10:31] Ben: I moved to Hull\n[10:32] Olga: I sold my boat"))
        .doesNotContain("Hull", "boat");
  }

  @Test
  void a_single_label_is_its_authors_own() {
    assertThat(own("Allergies: walnuts and plums")).contains("walnuts");
    assertThat(own("One thing: I live in Hull")).contains("Hull");
  }

  @Test
  void labels_of_notes_are_no_speakers() {
    assertThat(own("Name: Torsten\nDiet: no pork\nJob: glazier"))
        .contains("Torsten", "no pork", "glazier");
  }

  @Test
  void a_quotation_leaves_a_word_so_that_its_sentence_stays_one() {
    assertThat(own("He said \"I live in Hull and paint boats\" and left.").strip())
        .isEqualTo("He said " + OwnText.GAP + " and left.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          My cat is called "Mister Biscuit". | My cat is called Mister Biscuit.
          I don't eat my kids' leftovers.    | I don't eat my kids' leftovers.
          I'm at home and can't drive.       | I'm at home and can't drive.
          """)
  void names_in_quotation_marks_and_apostrophes_stay(String message, String own) {
    assertThat(own(message).strip()).isEqualTo(own);
  }

  @Test
  void what_was_set_aside_is_told() {
    OwnText read = OwnText.of("Thoughts?\n> I live in Hull.\n```\nx = 1\n```");
    assertThat(read.setAside())
        .anyMatch(text -> text.contains("I live in Hull."))
        .anyMatch(text -> text.contains("x = 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"`", "```", "\"", "\"a", "'", "<", "<quote>", ">>>", ":", "a: b\n", "> "})
  void marks_without_end_take_no_more_than_their_length_asks_for(String unit) {
    String text = unit.repeat(20_000 / unit.length());
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> OwnText.of(text));
  }

  private static String own(String message) {
    return OwnText.of(message).text();
  }
}
