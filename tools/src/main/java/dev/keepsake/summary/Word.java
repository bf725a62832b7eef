package dev.keepsake.summary;

/// A word that tells something by itself.
///
/// @param stem in lower case and without its ending, so that its inflections are one
/// @param kind by how it is written here
record Word(String stem, Kind kind) {

  enum Kind {
    NUMBER,

    /// With a small letter, or in a script that has no capitals.
    PLAIN,

    /// With a capital letter at the beginning of a sentence, where every word has one.
    OPENING,

    /// With a capital letter in a sentence, as names have.
    CAPITAL
  }
}
