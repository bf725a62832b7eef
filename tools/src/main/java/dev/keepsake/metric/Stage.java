package dev.keepsake.metric;

/// A part of a call that takes time. Some contain others: an index is loaded and searched inside a
/// transaction.
public enum Stage {
  /// A text was given to the model; waiting in its queue included.
  EMBED("embed"),
  /// A read transaction; waiting for a connection included.
  STORE_READ("store_read"),
  /// A write transaction; waiting for the user's lock and the file's included.
  STORE_WRITE("store_write"),
  /// A user's index was brought up to date with the database.
  INDEX("index"),
  /// An index was searched by meaning and by words.
  SEARCH("search");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
