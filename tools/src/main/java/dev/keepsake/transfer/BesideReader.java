package dev.keepsake.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.Summary;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.Episode;
import dev.keepsake.store.Message;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the lines that [BesideWriter] writes, as of `owner`, stored on behalf of `tenant`. Checks
/// everything that a line says by itself.
record BesideReader(FileHeader header, Owner owner, Tenant tenant) {
  private static final String SCOPE = "scope";
  private static final String CONTENT = "content";
  private static final String SHA256 = "[0-9a-f]{64}";

  /// What a message has a place of its own for: it would be said twice.
  private static final List<String> NOT_EXTRA = List.of("role", "timestamp", "tokens", "model");

  /// @throws IllegalArgumentException saying what is wrong with the line
  RawMemory raw(ObjectNode line) {
    var fields = new Fields(line);
    var raw =
        new RawMemory(
            new RawMemoryId(fields.id(BesideWriter.RAW)),
            owner,
            fields.text("context"),
            tags(fields),
            fields.word("change", RawMemory.Change.class),
            fields.moment("occurred_at"),
            timely(fields, "created_at"),
            timely(fields, "updated_at"));
    fields.requireNothingElse();
    int length = raw.context().codePointCount(0, raw.context().length());
    if (raw.context().isBlank() || length > RawMemory.MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "`context` has not 1 to %d characters".formatted(RawMemory.MAX_CHARACTERS));
    }
    return raw;
  }

  /// The scope among them is the store's, whatever it was elsewhere.
  private String tags(Fields fields) {
    ObjectNode tags = fields.requireObject("filter_tags");
    tags.remove(SCOPE);
    Fields.read("filter_tags", tags, JsonObject::of);
    return LineJson.text(tags.put(SCOPE, owner.scope().value()));
  }

  /// @throws IllegalArgumentException as of [#raw]
  Talk talk(ObjectNode line) {
    var fields = new Fields(line);
    ConversationId id = id(fields, BesideWriter.CONVERSATION);
    var conversation =
        new Conversation(
            owner,
            id,
            summary(fields),
            fields.count("message_count"),
            fields.count("total_message_count"),
            fields.count("user_message_count"),
            timely(fields, "created_at"),
            timely(fields, "last_active"),
            tenant,
            Optional.empty());
    Optional<Episode> episode = fields.findObject("episode").map(found -> episode(id, found));
    fields.requireNothingElse();
    return new Talk(conversation, episode);
  }

  private static Optional<Summary> summary(Fields fields) {
    return fields
        .findWords("summary")
        .map(text ->
            Fields.read(
                "summary",
                text,
                said -> new Summary(said, fields.word("summary_kind", Summary.Kind.class))));
  }

  private Episode episode(ConversationId id, ObjectNode object) {
    var fields = new Fields(object);
    var episode =
        new Episode(
            new ConversationKey(owner, id),
            fields.word("state", EpisodeState.class),
            summary(fields).map(summary -> new Episode.Text(summary, prompt(fields))),
            fields.findId("memory_id").map(MemoryId::new),
            0,
            fields.moment("created_at"));
    fields.requireNothingElse();
    if (episode.text().isPresent() != (episode.state() == EpisodeState.SUMMARISED)) {
      throw new IllegalArgumentException("`summary` of the episode does not fit its `state`");
    }
    return episode;
  }

  private static Optional<Episode.PromptMark> prompt(Fields fields) {
    return fields
        .findText("prompt_name")
        .map(name -> {
          String sha256 = fields.text("prompt_sha256");
          if (!sha256.matches(SHA256)) {
            throw new IllegalArgumentException("`prompt_sha256` is no SHA-256 in hexadecimal");
          }
          int version = (int) Math.min(fields.count("prompt_version"), Integer.MAX_VALUE);
          return new Episode.PromptMark(name, version, sha256);
        });
  }

  /// The conversation that a message is of.
  ///
  /// @throws IllegalArgumentException as of [#raw]
  static ConversationId of(ObjectNode line) {
    return id(new Fields(line), BesideWriter.MESSAGE);
  }

  /// @throws IllegalArgumentException as of [#raw]
  Message message(ObjectNode line) {
    var fields = new Fields(line);
    var _ = id(fields, BesideWriter.MESSAGE);
    Optional<String> content = fields.findWords(CONTENT);
    var message =
        new Message(
            fields.count("seq"),
            fields.id("id"),
            new Message.Body(
                fields.word("role", MessageRole.class),
                content,
                fields.findObject("extra").map(extra -> extra(extra, content.isPresent())),
                fields.has("tokens") ? Optional.of(fields.count("tokens")) : Optional.empty(),
                fields.findText("model")),
            fields.moment("sent_at"),
            timely(fields, "created_at"));
    fields.requireNothingElse();
    return message;
  }

  private static String extra(ObjectNode extra, boolean hasText) {
    boolean twice =
        NOT_EXTRA.stream().anyMatch(extra::has)
            || extra.path(CONTENT).isTextual()
            || (hasText && extra.has(CONTENT));
    if (twice) {
      throw new IllegalArgumentException("`extra` holds what has a field of its own");
    }
    return LineJson.text(extra);
  }

  private static ConversationId id(Fields fields, String name) {
    return Fields.read(name, fields.text(name), ConversationId::new);
  }

  /// What was stored after the export would stand in the store's future.
  private Instant timely(Fields fields, String name) {
    Instant moment = fields.moment(name);
    if (moment.isAfter(header.exportedAt())) {
      throw new IllegalArgumentException("`" + name + "` is after `exported_at`");
    }
    return moment;
  }
}
