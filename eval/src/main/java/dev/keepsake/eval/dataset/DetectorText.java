package dev.keepsake.eval.dataset;

import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.write.detect.Detection.Kind;
import java.util.Set;
import java.util.stream.Collectors;

/// A text that somebody wants remembered and what a careful person says of it.
///
/// @param labels never empty; [Label#NONE] only alone
/// @param kind what the text is to show, `class` in the file: "connection", "placeholder"
public record DetectorText(String id, Split split, Set<Label> labels, String kind, String text) {
  private static final String AND = "+";

  /// @throws IllegalArgumentException if the labels contradict each other
  public DetectorText {
    labels = Set.copyOf(labels);
    if (labels.isEmpty() || (labels.contains(Label.NONE) && labels.size() > 1)) {
      throw new IllegalArgumentException("a text holds something, or nothing: " + labels);
    }
  }

  /// As in files and reports: `secret+email`.
  public static String written(Set<Label> labels) {
    return labels.stream().sorted().map(Label::wireName).collect(Collectors.joining(AND));
  }

  /// What the text holds.
  public enum Label {
    /// A credential or a key.
    SECRET("secret"),
    /// An instruction aimed at a model.
    INJECTION("injection"),
    PAYMENT_CARD("payment_card"),
    IBAN("iban"),
    NATIONAL_ID("national_id"),
    EMAIL("email"),
    PHONE("phone"),
    /// None of these: a refusal would lose a memory.
    NONE("none");

    private final String wireName;

    Label(String wireName) {
      this.wireName = wireName;
    }

    /// The label of what the detectors call `kind`.
    public static Label of(Kind kind) {
      return switch (kind) {
        case SECRET -> SECRET;
        case INJECTION -> INJECTION;
        case PAYMENT_CARD -> PAYMENT_CARD;
        case IBAN -> IBAN;
        case NATIONAL_ID -> NATIONAL_ID;
        case EMAIL -> EMAIL;
        case PHONE -> PHONE;
      };
    }

    /// The name in files and reports.
    public String wireName() {
      return wireName;
    }
  }
}
