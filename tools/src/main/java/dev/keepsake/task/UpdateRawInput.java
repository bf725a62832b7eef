package dev.keepsake.task;

import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Length;
import java.util.Optional;

/// The arguments of `update_raw_memory`. What is not given stays.
///
/// @param userId is the caller's to read, and empty here
@Doc(
    title = "Change a raw memory",
    value =
        "Changes what is given of a raw memory; what is not given stays. Of two that append at the"
            + " same time neither is lost.")
public record UpdateRawInput(
    @Doc("The id: a UUID with or without `raw_mem-` before it.") RawMemoryId id,
    @Doc("The new text, or what is put behind the old one.") @Length(max = RawMemory.MAX_CHARACTERS)
        Optional<String> context,
    @Doc(
            "Whether `context` takes the place of the text, or is put behind it, with nothing"
                + " between.")
        @Default("\"replace\"")
        ContextUpdate contextUpdateType,
    @Doc("The new labels. `scope` is set by the server, whatever is given.")
        Optional<JsonObject> filterTags,
    @Doc(
            "Whether `filter_tags` take the place of all labels, or each the place of that of its"
                + " name.")
        @Default("\"replace\"")
        TagsUpdate tagsUpdateType,
    @Doc("As the header `Idempotency-Key`: with it, an append is carried out once.")
        @Length(max = 255)
        Optional<String> idempotencyKey,
    @Doc("The user whose it is, if the header `X-User-Id` does not say so.") @Length(max = 255)
        Optional<String> userId) {

  /// What the idempotency key stands for: everything but the key.
  UpdateRawInput withoutKey() {
    return new UpdateRawInput(
        id, context, contextUpdateType, filterTags, tagsUpdateType, Optional.empty(), userId);
  }

  /// What becomes of the text that was there.
  public enum ContextUpdate implements WireName {
    APPEND("append"),
    REPLACE("replace");

    private final String wireName;

    ContextUpdate(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /// What becomes of the labels that were there.
  public enum TagsUpdate implements WireName {
    MERGE("merge"),
    REPLACE("replace");

    private final String wireName;

    TagsUpdate(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }
}
