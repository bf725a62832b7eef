package dev.keepsake.task;

import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Length;
import java.time.Instant;
import java.util.Optional;

/// The arguments of `create_raw_memory`.
///
/// @param userId is the caller's to read, and empty here
@Doc(
    title = "Store a raw memory",
    value =
        "Stores the context of a task as it is given, for agents of the user to share. No model"
            + " sees it; it is deleted for good when nobody has changed it for some days. What"
            + " holds a credential or a key is refused. A call without a user is the client's own.")
public record CreateRawInput(
    @Doc("What kind of memory it is; raw is the only one here.") Type type,
    @Doc("The text, which is stored as it is given.") @Length(max = RawMemory.MAX_CHARACTERS)
        String context,
    @Doc("Labels to find it by. `scope` is set by the server, whatever is given.")
        Optional<JsonObject> filterTags,
    @Doc("When that happened of which it tells; now if it is left out.")
        Optional<Instant> occurredAt,
    @Doc("Its id, a UUID with or without `raw_mem-` before it; drawn if it is left out.")
        Optional<RawMemoryId> id,
    @Doc("As the header `Idempotency-Key`.") @Length(max = 255) Optional<String> idempotencyKey,
    @Doc("The user whose it is, if the header `X-User-Id` does not say so.") @Length(max = 255)
        Optional<String> userId) {

  /// The kinds of memory that this endpoint takes.
  public enum Type implements WireName {
    RAW;

    @Override
    public String wireName() {
      return "raw";
    }
  }

  /// What the idempotency key stands for: everything but the key.
  CreateRawInput withoutKey() {
    return new CreateRawInput(type, context, filterTags, occurredAt, id, Optional.empty(), userId);
  }
}
