package dev.keepsake.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One kind of value that an argument can have: what its schema says, what it accepts, and how it
/// is read. The three are in one place so that they can't disagree.
interface Argument {

  /// Adds the keywords of JSON Schema 2020-12 that say what is accepted.
  void describe(ObjectNode schema);

  /// What is accepted, to stand behind "must be".
  String accepted();

  /// Reads a value that is there and not null.
  ///
  /// @throws Unacceptable if it is not of this kind or outside its bounds
  Object read(JsonNode value) throws Unacceptable;

  /// A value that is not accepted.
  final class Unacceptable extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param given what the value was, to stand behind "it was"
    Unacceptable(String given) {
      super(given);
    }

    static Unacceptable given(JsonNode value) {
      return new Unacceptable(Excerpt.of(value.toString()));
    }
  }
}
