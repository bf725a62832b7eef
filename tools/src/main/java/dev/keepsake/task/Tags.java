package dev.keepsake.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Scope;
import dev.keepsake.tool.JsonObject;

/// The labels of a raw memory as they are stored. The scope among them is the client's, whatever
/// the caller has given.
final class Tags {
  private static final String SCOPE = "scope";

  private Tags() {}

  static String stamped(JsonObject given, Scope scope) {
    return stamp(given.json(), scope);
  }

  /// `before`, with each of `given` in the place of the label of its name.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if that is too much
  static String merged(String before, JsonObject given, Scope scope) {
    ObjectNode merged = new JsonObject(before).json();
    merged.setAll(given.json());
    merged.remove(SCOPE);
    try {
      return stamp(JsonObject.of(merged).json(), scope);
    } catch (IllegalArgumentException e) {
      throw MemoryException.ofField(
          "filter_tags",
          "`filter_tags` would be %s: send fewer, or replace those that are there."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static String stamp(ObjectNode tags, Scope scope) {
    return tags.put(SCOPE, scope.value()).toString();
  }
}
