package dev.keepsake.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The form in which a model has to answer: JSON and nothing else. Models keep to it as far as
/// their endpoint makes them, so what they answer is looked at all the same.
///
/// @param name 1 to 64 letters, digits, `_` and `-`
/// @param schema a JSON Schema of an object, strict as OpenAI has it: every object requires all of
///   its properties and takes no others
public record AnswerSchema(String name, ObjectNode schema) {
  /// @throws IllegalArgumentException if `name` is none
  public AnswerSchema {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("the name of a schema is letters, digits, _ and -");
    }
  }
}
