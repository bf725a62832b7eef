package dev.keepsake.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedding;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Statement;
import dev.keepsake.store.WholeMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A memory as a line: the same memory is always the same line, byte for byte. What is absent or
/// empty is left out. Read by [MemoryReader].
final class MemoryWriter {
  private MemoryWriter() {}

  /// @param vectors whether to say where the vector stands, and the vector
  static void write(JsonGenerator json, WholeMemory whole, boolean vectors) throws IOException {
    json.writeStartObject();
    facts(json, whole);
    optional(json, "accessed_at", whole.accessedAt().map(Times::text));
    if (whole.accessCount() > 0) {
      json.writeNumberField("access_count", whole.accessCount());
    }
    if (vectors) {
      vector(json, whole);
    }
    json.writeEndObject();
  }

  /// All that a memory is, apart from how often it was read and from what the model makes of it.
  static void facts(JsonGenerator json, WholeMemory whole) throws IOException {
    Memory memory = whole.memory();
    json.writeStringField("id", memory.id().toString());
    statement(json, memory.statement());
    annotations(json, whole.annotations());
    origin(json, memory.origin());
    json.writeStringField("status", memory.status().wireName());
    optional(json, "superseded_by", memory.supersededBy().map(MemoryId::toString));
    lifetime(json, memory.lifetime());
    moment(json, "deleted_at", whole.deletedAt());
  }

  private static void statement(JsonGenerator json, Statement statement) throws IOException {
    json.writeStringField("type", statement.type().wireName());
    json.writeStringField("content", statement.content().text());
    texts(json, "tags", statement.tags());
    json.writeNumberField("confidence", statement.confidence().value());
    json.writeNumberField("importance", statement.importance().value());
  }

  private static void object(JsonGenerator json, String name, String object) throws IOException {
    if (!object.equals(Annotations.NO_METADATA)) {
      json.writeFieldName(name);
      json.writeRawValue(LineJson.compact(object));
    }
  }

  private static void annotations(JsonGenerator json, Annotations notes) throws IOException {
    optional(json, "title", notes.title());
    object(json, "metadata", notes.metadata());
    object(json, "filter_tags", notes.filterTags());
    texts(json, "related_memories", notes.related());
    optional(json, "project", notes.project());
    optional(json, "author", notes.author());
    if (notes.emotionalScore().isPresent()) {
      json.writeNumberField("emotional_score", notes.emotionalScore().get());
    }
    optional(json, "source_id", notes.sourceId());
  }

  private static void origin(JsonGenerator json, Origin origin) throws IOException {
    json.writeStringField("source", origin.source().wireName());
    json.writeStringField("provenance", origin.provenance().wireName());
    json.writeStringField("trust", origin.trust().wireName());
    json.writeStringField("extraction_type", origin.extraction().wireName());
    optional(json, "source_conversation_id", origin.conversation().map(ConversationId::value));
    optional(json, "source_message_id", origin.message());
  }

  private static void lifetime(JsonGenerator json, Lifetime lifetime) throws IOException {
    json.writeStringField("recorded_at", Times.text(lifetime.recordedAt()));
    moment(json, "superseded_at", lifetime.supersededAt());
    json.writeStringField("valid_from", Times.text(lifetime.validFrom()));
    moment(json, "valid_to", lifetime.validTo());
    moment(json, "expires_at", lifetime.expiresAt());
    json.writeStringField("created_at", Times.text(lifetime.createdAt()));
    json.writeStringField("updated_at", Times.text(lifetime.updatedAt()));
  }

  /// A memory whose vector a worker is making, or has in another space, is pending to the reader.
  private static void vector(JsonGenerator json, WholeMemory whole) throws IOException {
    Optional<EmbeddedText> vector = whole.vector();
    EmbeddingStatus status =
        vector.isPresent()
            ? EmbeddingStatus.COMPLETED
            : whole.memory().embedding() == EmbeddingStatus.FAILED
                ? EmbeddingStatus.FAILED
                : EmbeddingStatus.PENDING;
    json.writeStringField("embedding_status", status.wireName());
    if (vector.isPresent()) {
      json.writeBooleanField("whole", vector.get().whole());
      json.writeArrayFieldStart("vectors");
      for (Embedding chunk : vector.get().chunks()) {
        json.writeString(base64(chunk));
      }
      json.writeEndArray();
    }
  }

  private static String base64(Embedding chunk) {
    float[] values = chunk.toArray();
    var bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void moment(JsonGenerator json, String name, Optional<Instant> moment)
      throws IOException {
    optional(json, name, moment.map(Times::text));
  }

  private static void optional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
