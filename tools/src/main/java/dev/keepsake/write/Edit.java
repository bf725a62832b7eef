package dev.keepsake.write;

import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Patch;
import dev.keepsake.tool.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is to change of a memory; what is not given stays.
public record Edit(
    Optional<Content> content,
    Patch<String> title,
    Patch<List<String>> tags,
    Patch<JsonObject> metadata) {

  /// The names of the fields that are to be another.
  List<String> changed(WholeMemory before) {
    return changed(before, of(before));
  }

  /// The names of the fields that an edit can change and that are another in `after`.
  static List<String> changed(WholeMemory before, WriteInput after) {
    Annotations notes = before.annotations();
    var names = new ArrayList<String>();
    if (!after.content().equals(before.memory().content())) {
      names.add("content");
    }
    if (!after.title().equals(notes.title())) {
      names.add("title");
    }
    if (!after.tags().equals(before.memory().statement().tags())) {
      names.add("tags");
    }
    // Postgres has the fields in an order of its own
    if (!after.metadata().orElse(JsonObject.EMPTY).json().equals(metadata(notes).json())) {
      names.add("metadata");
    }
    return List.copyOf(names);
  }

  /// The whole of it as if it were proposed anew in the place of `before`.
  WriteInput of(WholeMemory before) {
    Memory memory = before.memory();
    Annotations notes = before.annotations();
    return new WriteInput(
        content.orElse(memory.content()),
        memory.statement().type(),
        memory.statement().confidence(),
        memory.statement().importance(),
        Optional.of(memory.id()),
        memory.origin().message(),
        tags.after(Optional.of(memory.statement().tags())).orElse(List.of()),
        title.after(notes.title()),
        Optional.of(memory.origin().source()),
        notes.sourceId(),
        metadata.after(Optional.of(metadata(notes))),
        Optional.of(new JsonObject(notes.filterTags())),
        notes.related().stream().map(id -> new MemoryId(UUID.fromString(id))).toList(),
        Optional.of(memory.lifetime().validFrom()),
        memory.lifetime().expiresAt());
  }

  private static JsonObject metadata(Annotations notes) {
    return new JsonObject(WireJson.compact(notes.metadata()));
  }
}
