package dev.keepsake.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.BesideCount;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The first line of an export.
///
/// @param program version of the program that wrote it
/// @param exportedAt no memory of the file has changed later
/// @param time whether the memories are as they were known at another time
/// @param byStatus how many memories, by the word of their status
/// @param vectors whether the lines say where the vectors stand; else all have to be made again
/// @param space of every vector in the file
/// @param beside how much follows the memories
record FileHeader(
    String program,
    String user,
    String scope,
    Instant exportedAt,
    TimeAsked time,
    SortedMap<String, Long> byStatus,
    boolean vectors,
    EmbeddingSpace space,
    BesideCount beside) {
  static final String FORMAT = "keepsake-memories";

  /// The newest that this program reads; the first had memories alone, and files that have nothing
  /// else still are of that.
  static final int VERSION = 2;

  /// Over what any model has.
  private static final int MAX_DIMENSION = 1 << 16;

  static SortedMap<String, Long> words(Map<Status, Long> counts) {
    var words = new TreeMap<String, Long>();
    counts.forEach((status, count) -> words.put(status.wireName(), count));
    return words;
  }

  long memories() {
    return byStatus.values().stream().mapToLong(Long::longValue).sum();
  }

  private int version() {
    return beside.equals(BesideCount.NOTHING) ? 1 : VERSION;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeNumberField("version", version());
    json.writeStringField("keepsake", program);
    json.writeStringField("user", user);
    json.writeStringField("scope", scope);
    json.writeStringField("exported_at", Times.text(exportedAt));
    if (time.asOf().isPresent()) {
      json.writeStringField("as_of", Times.text(time.asOf().get()));
    }
    if (time.validAt().isPresent()) {
      json.writeStringField("valid_at", Times.text(time.validAt().get()));
    }
    json.writeNumberField("memories", memories());
    json.writeObjectFieldStart("by_status");
    for (var entry : byStatus.entrySet()) {
      json.writeNumberField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    if (version() > 1) {
      json.writeNumberField("raw_memories", beside.rawMemories());
      json.writeNumberField("conversations", beside.conversations());
      json.writeNumberField("messages", beside.messages());
    }
    json.writeBooleanField("vectors", vectors);
    json.writeObjectFieldStart("embedding");
    json.writeStringField("model", space.model());
    json.writeNumberField("dimension", space.dimension());
    json.writeEndObject();
    json.writeEndObject();
  }

  /// @throws IllegalArgumentException saying what is wrong with the line
  static FileHeader read(ObjectNode line) {
    var fields = new Fields(line);
    long version = requireOurs(fields);
    var header =
        new FileHeader(
            fields.text("keepsake"),
            fields.text("user"),
            fields.text("scope"),
            fields.moment("exported_at"),
            new TimeAsked(fields.findMoment("as_of"), fields.findMoment("valid_at")),
            counts(fields.object("by_status")),
            fields.flag("vectors"),
            space(fields.object("embedding")),
            version == 1 ? BesideCount.NOTHING : beside(fields));
    if (fields.count("memories") != header.memories()) {
      throw new IllegalArgumentException("`memories` is not the sum of `by_status`");
    }
    fields.requireNothingElse();
    return header;
  }

  private static BesideCount beside(Fields fields) {
    return new BesideCount(
        fields.count("raw_memories"), fields.count("conversations"), fields.count("messages"));
  }

  /// @return the version of the format
  private static long requireOurs(Fields fields) {
    if (!fields.findText("format").orElse("").equals(FORMAT)) {
      throw new IllegalArgumentException(
          "it does not begin with \"format\":\"" + FORMAT + "\", so it is no export of memories");
    }
    long version = fields.count("version");
    if (version < 1 || version > VERSION) {
      throw new IllegalArgumentException(
          "it is of version %d of the format and this program reads version %d: import it with the newer Keepsake that wrote it (%s)"
              .formatted(version, VERSION, fields.findText("keepsake").orElse("unknown version")));
    }
    return version;
  }

  private static SortedMap<String, Long> counts(Fields fields) {
    var counts = new TreeMap<String, Long>();
    for (String word : WireName.words(Status.class)) {
      if (fields.has(word)) {
        counts.put(word, fields.count(word));
      }
    }
    fields.requireNothingElse();
    return counts;
  }

  private static EmbeddingSpace space(Fields fields) {
    long dimension = fields.count("dimension");
    if (dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException("`dimension` is over " + MAX_DIMENSION);
    }
    var space = new EmbeddingSpace(fields.text("model"), (int) dimension);
    fields.requireNothingElse();
    return space;
  }
}
