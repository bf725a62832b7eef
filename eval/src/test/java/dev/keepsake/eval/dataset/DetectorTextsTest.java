package dev.keepsake.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.eval.dataset.DetectorText.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.score.DetectorScore;
import dev.keepsake.write.detect.Detectors;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The shipped texts, and the detectors on them as `eval/decisions/0006-detectors.md` tells.
final class DetectorTextsTest {
  private final List<DetectorText> texts = DetectorTexts.shipped();
  private final DetectorScore score = DetectorScore.of(texts, new Detectors());

  @Test
  void the_shipped_texts_are_many_enough_of_every_label_and_two_in_five_are_none() {
    assertThat(texts).hasSizeGreaterThanOrEqualTo(440);
    for (Label label : Label.values()) {
      assertThat(texts)
          .filteredOn(text -> text.labels().contains(label))
          .as(label.wireName())
          .hasSizeGreaterThanOrEqualTo(
              switch (label) {
                case SECRET, INJECTION -> 60;
                case NATIONAL_ID -> 50;
                case PAYMENT_CARD, IBAN, EMAIL, PHONE -> 18;
                case NONE -> texts.size() * 2 / 5;
              });
    }
  }

  @Test
  void a_half_is_held_out_by_id() {
    assertThat(texts)
        .allSatisfy(text ->
            assertThat(text.split() == Split.HELD_OUT)
                .as(text.id())
                .isEqualTo(Integer.parseInt(text.id().substring(1)) % 2 == 0));
  }

  /// A statement that is refused wrongly is a memory lost.
  @Test
  void no_statement_is_taken_for_what_it_is_not() {
    assertThat(score.judged())
        .allSatisfy(text -> {
          var claimed = new HashSet<>(text.given());
          claimed.remove(Label.NONE);
          claimed.removeAll(text.text().labels());
          assertThat(claimed).as(text.text().text()).isEmpty();
        });
  }

  @Test
  void four_in_five_are_found_on_both_parts() {
    for (Split split : Split.values()) {
      for (Label label : Label.values()) {
        assertThat(score.only(split).figures(label).recall())
            .as("%s %s", split, label)
            .isGreaterThan(0.8);
      }
    }
  }

  @Test
  void a_text_may_have_several_labels_but_not_some_and_none() {
    String line =
        """
        {"id": "t1", "split": "tune", "label": "%s", "class": "x", "text": "a"}\
        """;

    assertThat(DetectorTexts.parse("file", line.formatted("email+secret")))
        .singleElement()
        .satisfies(
            text -> assertThat(DetectorText.written(text.labels())).isEqualTo("secret+email"));
    for (String labels : List.of("none+email", "nobody", "+")) {
      assertThatThrownBy(() -> DetectorTexts.parse("file", line.formatted(labels)))
          .as(labels)
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("label");
    }
  }

  @Test
  void the_beginning_of_a_key_is_put_in_for_its_name() {
    String line =
        """
        {"id": "t1", "split": "tune", "label": "secret", "class": "x", "text": "a {{github}}b"}\
        """;

    assertThat(DetectorTexts.parse("file", line))
        .singleElement()
        .extracting(DetectorText::text)
        .isEqualTo("a ghp" + "_b");
  }

  @Test
  void a_name_that_is_unknown_is_refused_with_its_line() {
    String line =
        """
        {"id": "t1", "split": "tune", "label": "secret", "class": "x", "text": "a {{nobody}}b"}\
        """;

    assertThatThrownBy(() -> DetectorTexts.parse("file", line))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("nobody");
  }
}
