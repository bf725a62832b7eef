package dev.keepsake.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.Summary;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Episode;
import dev.keepsake.store.Message;
import java.io.IOException;
import java.util.Optional;

/// What there is beside memories, each as a line: the same is always the same line, byte for byte.
/// Read by [BesideReader].
final class BesideWriter {
  /// The first field of a line, which says what it is.
  static final String RAW = "raw_memory";

  static final String CONVERSATION = "conversation";
  static final String MESSAGE = "message_of";

  private BesideWriter() {}

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

  static void talk(JsonGenerator json, Talk talk) throws IOException {
    Conversation conversation = talk.conversation();
    json.writeStartObject();
    json.writeStringField(CONVERSATION, conversation.id().value());
    summary(json, conversation.summary());
    json.writeNumberField("message_count", conversation.held());
    json.writeNumberField("total_message_count", conversation.total());
    json.writeNumberField("user_message_count", conversation.ofUser());
    json.writeStringField("created_at", Times.text(conversation.createdAt()));
    json.writeStringField("last_active", Times.text(conversation.lastActive()));
    if (talk.episode().isPresent()) {
      json.writeFieldName("episode");
      episode(json, talk.episode().get());
    }
    json.writeEndObject();
  }

  private static void summary(JsonGenerator json, Optional<Summary> summary) throws IOException {
    optional(json, "summary", summary.map(Summary::text));
    optional(json, "summary_kind", summary.map(Summary::kind).map(WireName::wireName));
  }

  private static void episode(JsonGenerator json, Episode episode) throws IOException {
    json.writeStartObject();
    json.writeStringField("state", episode.state().wireName());
    optional(json, "memory_id", episode.memory().map(MemoryId::toString));
    json.writeStringField("created_at", Times.text(episode.createdAt()));
    Optional<Episode.Text> text =
        episode.text().filter(_ -> episode.state() == EpisodeState.SUMMARISED);
    summary(json, text.map(Episode.Text::summary));
    Optional<Episode.PromptMark> prompt = text.flatMap(Episode.Text::prompt);
    if (prompt.isPresent()) {
      json.writeStringField("prompt_name", prompt.get().name());
      json.writeNumberField("prompt_version", prompt.get().version());
      json.writeStringField("prompt_sha256", prompt.get().sha256());
    }
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
