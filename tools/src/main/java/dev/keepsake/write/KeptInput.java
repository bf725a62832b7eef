package dev.keepsake.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.InputShape;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.WireJson;

/// The arguments of a save, as they are kept for later.
final class KeptInput {
  private static final InputShape<WriteInput> SHAPE = new InputShape<>("write", WriteInput.class);

  private KeptInput() {}

  static ObjectNode json(WriteInput input) {
    return WireJson.MAPPER.valueToTree(input);
  }

  /// @throws IllegalArgumentException if another version wrote what this one can't read
  static WriteInput read(JsonNode json) {
    return switch (SHAPE.read(json)) {
      case Reading.Read<WriteInput>(var input) -> input;
      case Reading.Refused<WriteInput>(var problems) ->
          throw new IllegalArgumentException(
              problems.stream().map(FieldProblem::field).toList().toString());
    };
  }
}
