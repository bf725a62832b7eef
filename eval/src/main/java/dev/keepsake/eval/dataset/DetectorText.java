package dev.keepsake.eval.dataset;

import dev.keepsake.eval.dataset.DuplicatePair.Split;

/// A text that somebody wants remembered and what a careful person says of it.
///
/// @param kind what the text is to show, `class` in the file: "connection", "placeholder"
public record DetectorText(String id, Split split, Label label, String kind, String text) {

  /// What the text holds.
  public enum Label {
    /// A credential or a key.
    SECRET("secret"),
    /// An instruction aimed at a model.
    INJECTION("injection"),
    /// Neither: a refusal would lose a memory.
    NONE("none");

    private final String wireName;

    Label(String wireName) {
      this.wireName = wireName;
    }

    /// The name in files and reports.
    public String wireName() {
      return wireName;
    }
  }
}
