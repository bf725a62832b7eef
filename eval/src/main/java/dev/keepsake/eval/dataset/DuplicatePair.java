package dev.keepsake.eval.dataset;

/// Two statements about a user and what a careful person says of them.
///
/// @param kind what the pair is to show, `class` in the file: "paraphrase", "number", "negation"
/// @param stored the memory that is there
/// @param proposed the text that is to be saved
public record DuplicatePair(
    String id, Split split, Label label, String kind, String stored, String proposed) {

  /// What the proposed text is to the stored one.
  public enum Label {
    /// It adds nothing; saying less counts.
    SAME("same"),
    /// Both cannot hold.
    CONTRADICTS("contradicts"),
    /// It says something else, or more.
    DIFFERENT("different");

    private final String wireName;

    Label(String wireName) {
      this.wireName = wireName;
    }

    /// The name in files and reports.
    public String wireName() {
      return wireName;
    }
  }

  /// Which pairs rules may be tuned on, and which only measure them.
  public enum Split {
    TUNE("tune"),
    HELD_OUT("held_out");

    private final String wireName;

    Split(String wireName) {
      this.wireName = wireName;
    }

    /// The name in files and reports.
    public String wireName() {
      return wireName;
    }
  }
}
