package dev.keepsake.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.Summary;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Message;
import java.io.IOException;
import java.util.Optional;

/// What there is beside memories, each as a line: the same is always the same line, byte for byte.
/// Read by [TalkReader].
final class TalkWriter {
  /// The first field of a line, which says what it is.
  static final String RAW = "raw_memory";

  static final String CONVERSATION = "conversation";
  static final String MESSAGE = "message_of";

  private TalkWriter() {}

  static void raw(JsonGenerator json, RawMemory raw) throws IOException {
    json.writeStartObject();
    json.writeStringField(RAW, raw.id().value().toString());
    json.writeStringField("context", raw.context());
    json.writeFieldName("filter_tags");
    json.writeRawValue(LineJson.compact(raw.filterTags()));
    json.writeStringField("change", raw.change().wireName());
    json.writeStringField("occurred_at", Times.text(raw.occurredAt()));
    json.writeStringField("created_at", Times.text(raw.createdAt()));
    json.writeStringField("updated_at", Times.text(raw.updatedAt()));
    json.writeEndObject();
  }

  static void conversation(JsonGenerator json, Conversation conversation) throws IOException {
    json.writeStartObject();
    json.writeStringField(CONVERSATION, conversation.id().value());
    optional(json, "summary", conversation.summary().map(Summary::text));
    optional(
        json, "summary_kind", conversation.summary().map(Summary::kind).map(WireName::wireName));
    json.writeNumberField("message_count", conversation.held());
    json.writeNumberField("total_message_count", conversation.total());
    json.writeNumberField("user_message_count", conversation.ofUser());
    json.writeStringField("created_at", Times.text(conversation.createdAt()));
    json.writeStringField("last_active", Times.text(conversation.lastActive()));
    var episode = conversation.episode();
    optional(json, "episode", episode.map(Conversation.EpisodeMark::state).map(WireName::wireName));
    optional(
        json,
        "episode_memory_id",
        episode.flatMap(Conversation.EpisodeMark::memory).map(MemoryId::toString));
    json.writeEndObject();
  }

  static void message(JsonGenerator json, ConversationId of, Message message) throws IOException {
    Message.Body body = message.body();
    json.writeStartObject();
    json.writeStringField(MESSAGE, of.value());
    json.writeNumberField("seq", message.seq());
    json.writeStringField("id", message.id().toString());
    json.writeStringField("role", body.role().wireName());
    optional(json, "content", body.content());
    if (body.extra().isPresent()) {
      json.writeFieldName("extra");
      json.writeRawValue(LineJson.compact(body.extra().get()));
    }
    if (body.tokens().isPresent()) {
      json.writeNumberField("tokens", body.tokens().get());
    }
    optional(json, "model", body.model());
    json.writeStringField("fingerprint", message.fingerprint());
    json.writeStringField("sent_at", Times.text(message.sentAt()));
    json.writeStringField("created_at", Times.text(message.createdAt()));
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
