package dev.keepsake.task;

import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.JsonObject;
import java.time.Instant;

/// A raw memory as it is shown.
public record RawView(
    @Doc("Its id: a UUID behind `raw_mem-`.") RawMemoryId id,
    @Doc("The user whose it is, as the application names them.") String userId,
    @Doc("The text, as it was given.") String context,
    @Doc("The application's labels, and the client's `scope` among them.") JsonObject filterTags,
    @Doc("What was done to it last, and when.") LastModify lastModify,
    @Doc("When that happened of which it tells.") Instant occurredAt,
    @Doc("When it was stored.") Instant createdAt,
    @Doc("When it was last changed.") Instant updatedAt) {

  /// What was done last.
  public record LastModify(
      @Doc("When that was.") Instant timestamp,
      @Doc("What was done.") RawMemory.Change operation) {}

  static RawView of(RawMemory memory, UserName user) {
    return new RawView(
        memory.id(),
        user.value(),
        memory.context(),
        new JsonObject(memory.filterTags()),
        new LastModify(memory.updatedAt(), memory.change()),
        memory.occurredAt(),
        memory.createdAt(),
        memory.updatedAt());
  }
}
