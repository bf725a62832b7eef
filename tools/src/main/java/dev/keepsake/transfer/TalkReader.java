package dev.keepsake.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.Summary;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Conversation.EpisodeMark;
import dev.keepsake.store.Message;
import dev.keepsake.store.TransferReads.MessageOf;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Reads the lines that [TalkWriter] writes, as of `owner`, stored by `client`. Checks everything
/// that a line says by itself.
record TalkReader(FileHeader header, Owner owner, ClientId client) {
  private static final String FINGERPRINT = "[0-9a-f]{64}";

  /// @throws IllegalArgumentException saying what is wrong with the line
  RawMemory raw(ObjectNode line) {
    var fields = new Fields(line);
    ObjectNode tags = fields.findObject("filter_tags").orElseGet(line::objectNode);
    tags.put("scope", owner.scope().value()); // it is the store's, whatever it was elsewhere
    var raw =
        new RawMemory(
            new RawMemoryId(fields.id(TalkWriter.RAW)),
            owner,
            fields.text("context"),
            LineJson.text(tags),
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

  /// @throws IllegalArgumentException as of [#raw]
  Conversation conversation(ObjectNode line) {
    var fields = new Fields(line);
    Optional<String> summary = fields.findWords("summary");
    var conversation =
        new Conversation(
            owner,
            id(fields, TalkWriter.CONVERSATION),
            summary.map(text -> new Summary(text, fields.word("summary_kind", Summary.Kind.class))),
            fields.count("message_count"),
            fields.count("total_message_count"),
            fields.count("user_message_count"),
            timely(fields, "created_at"),
            timely(fields, "last_active"),
            client,
            episode(fields));
    fields.requireNothingElse();
    return conversation;
  }

  private static Optional<EpisodeMark> episode(Fields fields) {
    Optional<MemoryId> memory = fields.findId("episode_memory_id").map(MemoryId::new);
    return fields.has("episode")
        ? Optional.of(new EpisodeMark(fields.word("episode", EpisodeState.class), memory))
        : Optional.empty();
  }

  /// @throws IllegalArgumentException as of [#raw]
  MessageOf message(ObjectNode line) {
    var fields = new Fields(line);
    ConversationId of = id(fields, TalkWriter.MESSAGE);
    long seq = fields.count("seq");
    UUID id = fields.id("id");
    var body =
        new Message.Body(
            fields.word("role", MessageRole.class),
            fields.findWords("content"),
            fields.findObject("extra").map(LineJson::text),
            fields.has("tokens") ? Optional.of(fields.count("tokens")) : Optional.empty(),
            fields.findText("model"));
    String fingerprint = fields.text("fingerprint");
    if (!fingerprint.matches(FINGERPRINT)) {
      throw new IllegalArgumentException("`fingerprint` is no SHA-256 in hexadecimal");
    }
    var message =
        new Message(
            seq, id, body, fingerprint, fields.moment("sent_at"), timely(fields, "created_at"));
    fields.requireNothingElse();
    return new MessageOf(of, message);
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
