package dev.keepsake.write;

import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Statement;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Length;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that is said of a statement that somebody wants stored, whichever door it came by; also as
/// it is kept while it waits.
///
/// @param supersedes the memory that this statement corrects
/// @param sourceMessageId the caller's name for the message that the statement was taken from
/// @param source empty: that of the way it came in
/// @param validFrom since when it holds in the world; empty: since it is stored
/// @param expiresAt when its time is over, if the policy does not end it earlier
record WriteInput(
    @Length(max = Content.MAX_CHARACTERS) Content content,
    MemoryType memoryType,
    Confidence confidence,
    Importance importance,
    Optional<MemoryId> supersedes,
    @Length(max = 255) Optional<String> sourceMessageId,
    @Default("[]") @Length(min = 0, max = WriteInput.MAX_TAGS) List<String> tags,
    @Length(max = WriteInput.MAX_TITLE) Optional<String> title,
    Optional<Source> source,
    @Length(max = 255) Optional<String> sourceId,
    Optional<JsonObject> metadata,
    Optional<JsonObject> filterTags,
    @Default("[]") @Length(min = 0, max = WriteInput.MAX_RELATED) List<MemoryId> relatedMemories,
    Optional<Instant> validFrom,
    Optional<Instant> expiresAt) {
  static final int MAX_TAGS = 50;
  static final int MAX_TITLE = 500;
  static final int MAX_RELATED = 100;

  WriteInput {
    tags = List.copyOf(tags);
    relatedMemories = List.copyOf(relatedMemories);
  }

  Statement statement() {
    return new Statement(memoryType, content, confidence, importance, tags);
  }

  Annotations annotations() {
    return new Annotations(
        title,
        metadata.orElse(JsonObject.EMPTY).text(),
        filterTags.orElse(JsonObject.EMPTY).text(),
        sourceId,
        relatedMemories.stream().map(MemoryId::toString).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Whether its own time is over, whatever the policy says.
  boolean expiredAt(Instant moment) {
    return expiresAt.filter(end -> !moment.isBefore(end)).isPresent();
  }

  /// What would be stored beside the statement, in the caller's words.
  List<String> beside() {
    var beside = new ArrayList<>(tags);
    title.ifPresent(beside::add);
    metadata.map(JsonObject::text).ifPresent(beside::add);
    filterTags.map(JsonObject::text).ifPresent(beside::add);
    sourceId.ifPresent(beside::add);
    return List.copyOf(beside);
  }

  /// The same with another statement.
  WriteInput with(Content corrected) {
    return new WriteInput(
        corrected,
        memoryType,
        confidence,
        importance,
        supersedes,
        sourceMessageId,
        tags,
        title,
        source,
        sourceId,
        metadata,
        filterTags,
        relatedMemories,
        validFrom,
        expiresAt);
  }
}
