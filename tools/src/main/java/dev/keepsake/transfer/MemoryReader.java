package dev.keepsake.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.Trust;
import dev.keepsake.store.WholeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads the lines that [MemoryWriter] writes, as memories of `owner`, stored by `client`. Checks
/// everything that a line says by itself.
record MemoryReader(FileHeader header, Owner owner, ClientId client) {

  /// @throws IllegalArgumentException saying what is wrong with the line
  WholeMemory read(ObjectNode line) {
    var fields = new Fields(line);
    Optional<EmbeddedText> vector = vector(fields);
    var whole =
        new WholeMemory(
            memory(fields),
            annotations(fields),
            fields.findMoment("deleted_at"),
            fields.findMoment("accessed_at"),
            fields.has("access_count") ? fields.count("access_count") : 0,
            vector);
    fields.requireNothingElse();
    requireTimely(whole);
    return whole;
  }

  private Memory memory(Fields fields) {
    var memory =
        new Memory(
            new MemoryId(fields.id("id")),
            owner,
            statement(fields),
            origin(fields),
            lifetime(fields),
            fields.word("status", Status.class),
            fields.findId("superseded_by").map(MemoryId::new),
            status(fields),
            0);
    if (memory.status() == Status.SUPERSEDED && memory.supersededBy().isEmpty()) {
      throw new IllegalArgumentException("`superseded_by` is missing");
    }
    return memory;
  }

  private static Statement statement(Fields fields) {
    return new Statement(
        fields.word("type", MemoryType.class),
        new Content(fields.text("content")),
        new Confidence(fields.decimal("confidence")),
        new Importance(fields.decimal("importance")),
        fields.texts("tags"));
  }

  private static Annotations annotations(Fields fields) {
    return new Annotations(
        fields.findText("title"),
        fields.findObject("metadata").map(LineJson::text).orElse(Annotations.NO_METADATA),
        fields.findObject("filter_tags").map(LineJson::text).orElse(Annotations.NO_METADATA),
        fields.findText("source_id"),
        fields.texts("related_memories"),
        fields.findText("project"),
        fields.findText("author"),
        fields.findDecimal("emotional_score"));
  }

  private Origin origin(Fields fields) {
    return new Origin(
        fields.word("source", Source.class),
        fields.word("provenance", Provenance.class),
        fields.word("trust", Trust.class),
        fields.word("extraction_type", ExtractionType.class),
        client,
        fields.findText("source_conversation_id").map(ConversationId::new),
        fields.findText("source_message_id"));
  }

  private static Lifetime lifetime(Fields fields) {
    return new Lifetime(
        fields.moment("recorded_at"),
        fields.findMoment("superseded_at"),
        fields.moment("valid_from"),
        fields.findMoment("valid_to"),
        fields.findMoment("expires_at"),
        fields.moment("created_at"),
        fields.moment("updated_at"));
  }

  /// What was recorded after the export would stand in the store's future.
  private void requireTimely(WholeMemory whole) {
    Lifetime lifetime = whole.memory().lifetime();
    var latest = new ArrayList<>(List.of(lifetime.recordedAt(), lifetime.updatedAt()));
    latest.add(lifetime.createdAt());
    lifetime.supersededAt().ifPresent(latest::add);
    whole.deletedAt().ifPresent(latest::add);
    if (latest.stream().anyMatch(header.exportedAt()::isBefore)) {
      throw new IllegalArgumentException("it was recorded or changed after `exported_at`");
    }
  }

  private EmbeddingStatus status(Fields fields) {
    return header.vectors()
        ? fields.word("embedding_status", EmbeddingStatus.class)
        : EmbeddingStatus.PENDING;
  }

  private Optional<EmbeddedText> vector(Fields fields) {
    if (!header.vectors() || status(fields) != EmbeddingStatus.COMPLETED) {
      return Optional.empty();
    }
    boolean whole = fields.flag("whole");
    var chunks = new ArrayList<Embedding>();
    for (String text : fields.texts("vectors")) {
      chunks.add(Fields.read("vectors", text, t -> embedding(t, header.space())));
    }
    return Optional.of(
        Fields.read("vectors", chunks, all -> new EmbeddedText(header.space(), all, whole)));
  }

  private static Embedding embedding(String text, EmbeddingSpace space) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no Base64", e);
    }
    if (bytes.length != space.dimension() * (long) Float.BYTES) {
      throw new IllegalArgumentException(
          "has a vector of %d bytes, where %d dimensions take %d"
              .formatted(bytes.length, space.dimension(), space.dimension() * (long) Float.BYTES));
    }
    float[] values = new float[space.dimension()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Embedding.ofStored(values);
  }
}
