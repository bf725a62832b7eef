package dev.keepsake.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.InputShape;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.WireJson;

/// The arguments of a save, as they are kept for later.
final class KeptInput {
  private static final InputShape<SaveInput> SHAPE =
      new InputShape<>(SaveMemory.NAME, SaveInput.class);

  private KeptInput() {}

  static ObjectNode json(SaveInput input) {
    return WireJson.MAPPER.valueToTree(input.withoutKey());
  }

  /// @throws IllegalArgumentException if another version wrote what this one can't read
  static SaveInput read(JsonNode json) {
    return switch (SHAPE.read(json)) {
      case Reading.Read<SaveInput>(var input) -> input;
      case Reading.Refused<SaveInput>(var problems) ->
          throw new IllegalArgumentException(
              problems.stream().map(FieldProblem::field).toList().toString());
    };
  }
}
