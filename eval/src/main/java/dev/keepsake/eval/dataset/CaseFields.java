package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.memory.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one case.
final class CaseFields {
  private static final List<String> CASE =
      List.of(
          "id",
          "tags",
          "user_id",
          "existing_memories",
          "conversation",
          "expected_writes",
          "expected_deletes",
          "forbidden_keywords",
          "rubric");
  private static final List<String> MEMORY = List.of("content", "type");
  private static final List<String> WRITE =
      List.of("content_keywords", "type", "should_write", "supersedes_keywords");

  private final Fields fields;
  private final KeywordFields keywords;

  /// @param index among the cases, for one without an id
  CaseFields(JsonNode json, int index, Findings findings) {
    JsonNode id = json.path("id");
    String place =
        id.isTextual() && !id.textValue().isBlank() ? "case " + id.textValue() : "case #" + index;
    this.fields = new Fields(json, place, "", findings).only(CASE, Set.of());
    this.keywords = new KeywordFields(fields);
  }

  WriteCase read() {
    return new WriteCase(
        fields.text("id"),
        tags(),
        fields.text("user_id", WriteCase.DEFAULT_USER),
        fields.objects("existing_memories").stream().flatMap(one -> memory(one).stream()).toList(),
        MessageFields.conversation(fields),
        fields.objects("expected_writes").stream().map(CaseFields::write).toList(),
        keywords.deletes("expected_deletes"),
        keywords.optional("forbidden_keywords"),
        fields.anyText("rubric"));
  }

  private List<String> tags() {
    var tags = new ArrayList<String>();
    List<JsonNode> elements = fields.list("tags");
    for (int i = 0; i < elements.size(); i++) {
      JsonNode tag = elements.get(i);
      if (tag.isTextual() && !tag.textValue().isBlank()) {
        tags.add(tag.textValue().strip());
      } else {
        fields.problem("tags[" + i + "]", "must be a text that is not blank" + Fields.was(tag));
      }
    }
    boolean known = !tags.isEmpty() && CaseClass.find(tags.getFirst()).isPresent();
    if (!known) {
      fields
          .findings()
          .warning(
              fields.place(),
              "tags",
              tags.isEmpty()
                  ? "no class is named"
                  : "\"" + tags.getFirst() + "\" is none of the known classes");
    }
    return tags;
  }

  private static Optional<ExistingMemory> memory(Fields fields) {
    fields.only(MEMORY, Set.of());
    String content = fields.text("content");
    return fields.isAbsent("type")
        ? Optional.of(new ExistingMemory(content, MemoryType.FACT))
        : fields
            .type("type", fields.json().path("type"))
            .map(type -> new ExistingMemory(content, type));
  }

  private static ExpectedWrite write(Fields fields) {
    fields.only(WRITE, Set.of());
    var keywords = new KeywordFields(fields);
    return new ExpectedWrite(
        keywords.required("content_keywords"),
        fields.types("type"),
        fields.flag("should_write", true),
        keywords.optional("supersedes_keywords"));
  }
}
