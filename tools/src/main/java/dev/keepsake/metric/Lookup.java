package dev.keepsake.metric;

/// Whether the vector of a text was remembered.
public enum Lookup {
  HIT("hit"),
  /// Another caller was asking the model for the same text.
  SHARED("shared"),
  MISS("miss");

  private final String label;

  Lookup(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
