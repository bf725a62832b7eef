package dev.keepsake.write;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Source;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Length;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A memory as an application creates it.
///
/// @param idempotencyKey the same key with the same fields gets the first answer again
@Doc(
    title = "Create a memory",
    value =
        "Stores a statement about or for the user. It goes through the policy and the check for"
            + " duplicates like every write: `action` says what came of it.")
public record CreateInput(
    @Doc("What is to be remembered, stored as it is given.") @Length(max = Content.MAX_CHARACTERS)
        Content content,
    @Doc("What kind of statement it is.") @Default("\"note\"") MemoryType memoryType,
    @Doc("A title for lists.") @Length(max = WriteInput.MAX_TITLE) Optional<String> title,
    @Doc("Where it comes from, in the caller's words.") @Default("\"manual\"") Source source,
    @Doc("Names what it was taken from, within its source.") @Length(max = 255)
        Optional<String> sourceId,
    @Doc("Words to filter by.") @Default("[]") @Length(min = 0, max = WriteInput.MAX_TAGS)
        List<String> tags,
    @Doc("Anything else, as an object of the application's own.") Optional<JsonObject> metadata,
    @Doc(
            "Labels of the application, to search by containment. The field `scope` is set by the"
                + " server, whatever is sent.")
        Optional<JsonObject> filterTags,
    @Doc("The conversation in which it was said.") Optional<ConversationId> conversationId,
    @Doc("Ids of memories that have to do with it.")
        @Default("[]")
        @Length(min = 0, max = WriteInput.MAX_RELATED)
        List<MemoryId> relatedMemories,
    @Doc("How sure the caller is, from 0 to 1: the policy routes by it.") @Default("1.0")
        Confidence confidence,
    @Doc("How much it matters, from 0 to 1.") @Default("0.5") Importance importance,
    @Doc("The memory that this statement corrects: it becomes history.")
        Optional<MemoryId> supersedes,
    @Doc("Since when it holds in the world; by default since now.") Optional<Instant> validFrom,
    @Doc("When it is forgotten again.") Optional<Instant> expiresAt,
    @Doc("As the header `Idempotency-Key`.") @Length(max = 255) Optional<String> idempotencyKey) {

  WriteInput write() {
    return new WriteInput(
        content,
        memoryType,
        confidence,
        importance,
        supersedes,
        Optional.empty(),
        tags,
        title,
        Optional.of(source),
        sourceId,
        metadata,
        filterTags.map(JsonObject::unscoped),
        relatedMemories,
        validFrom,
        expiresAt);
  }

  /// The same with another statement and without the key.
  CreateInput keyless(Content text) {
    return new CreateInput(
        text,
        memoryType,
        title,
        source,
        sourceId,
        tags,
        metadata,
        filterTags,
        conversationId,
        relatedMemories,
        confidence,
        importance,
        supersedes,
        validFrom,
        expiresAt,
        Optional.empty());
  }
}
