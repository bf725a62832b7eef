package dev.keepsake.extract.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.llm.AnswerSchema;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.tool.WireJson;
import java.util.List;

/// The form of a model's proposals; what is said of each field stands in the prompt.
final class ProposalSchema {
  /// What a model may take a statement for.
  static final List<MemoryType> TYPES =
      List.of(MemoryType.FACT, MemoryType.PREFERENCE, MemoryType.DECISION, MemoryType.NOTE);

  private ProposalSchema() {}

  /// @throws IllegalStateException if the prompt does not describe a field
  static AnswerSchema of(Prompt prompt) {
    ObjectNode save = object();
    field(save, prompt, "Save", "content", "string");
    var types = field(save, prompt, "Save", "memory_type", "string").putArray("enum");
    TYPES.forEach(type -> types.add(type.wireName()));
    field(save, prompt, "Save", "confidence", "number");
    field(save, prompt, "Save", "corrects", "boolean");
    field(save, prompt, "Save", "evidence", "string");
    ObjectNode forget = object();
    field(forget, prompt, "Forget", "description", "string");
    field(forget, prompt, "Forget", "everything", "boolean");
    field(forget, prompt, "Forget", "confidence", "number");
    field(forget, prompt, "Forget", "evidence", "string");
    ObjectNode answer = object();
    field(answer, prompt, "Answer", "save", "array").set("items", save);
    field(answer, prompt, "Answer", "forget", "array").set("items", forget);
    return new AnswerSchema("proposals", answer);
  }

  private static ObjectNode object() {
    ObjectNode object =
        WireJson.MAPPER.createObjectNode().put("type", "object").put("additionalProperties", false);
    object.putObject("properties");
    object.putArray("required");
    return object;
  }

  private static ObjectNode field(
      ObjectNode object, Prompt prompt, String list, String name, String type) {
    String description = prompt.list(list).get(name);
    if (description == null) {
      throw new IllegalStateException(
          "the prompt %s does not describe `%s`".formatted(prompt.name(), name));
    }
    object.withArray("required").add(name);
    return object
        .withObject("/properties")
        .putObject(name)
        .put("type", type)
        .put("description", description);
  }
}
