package dev.keepsake.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.audit.AuditEvent;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.tool.WireJson;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// By what the memories of one chain are recognised where something was left of them: their ids,
/// and their words, whatever their case, white space and disguise.
///
/// @param texts normalised
record Traces(Set<MemoryId> ids, Set<String> texts) {
  /// A shorter text is in many others by chance, and is recognised only as a whole.
  private static final int LEAST_INSIDE = 12;

  Traces {
    ids = Set.copyOf(ids);
    texts = Set.copyOf(texts);
  }

  static Traces of(Set<MemoryId> ids, Stream<String> texts) {
    return new Traces(ids, texts.map(ContentHash::normalised).collect(Collectors.toSet()));
  }

  /// Whether the words of `event` are those of these memories: it is about one of them, or about no
  /// memory and has been kept from one of them, as a duplicate was.
  boolean leadTo(AuditEvent event) {
    return event
        .memory()
        .map(ids::contains)
        .orElseGet(() ->
            event.details().values().stream().anyMatch(this::named)
                || texts(event).anyMatch(this::isIn));
  }

  static Stream<String> texts(AuditEvent event) {
    return Stream.of(event.before(), event.after()).flatMap(Optional::stream);
  }

  /// Whether any string in the JSON names one of them, or has its words.
  boolean leadToJson(String json) {
    try {
      return leadTo(WireJson.MAPPER.readTree(json));
    } catch (JsonProcessingException e) { // of another version: read as what it says
      return isIn(json) || ids.stream().anyMatch(id -> json.contains(id.toString()));
    }
  }

  private boolean leadTo(JsonNode node) {
    if (node.isTextual()) {
      return named(node.textValue()) || isIn(node.textValue());
    }
    return node.valueStream().anyMatch(this::leadTo);
  }

  /// Of one id, or of several with spaces between.
  private boolean named(String words) {
    return Arrays.stream(words.split(" ", -1))
        .anyMatch(word -> ids.stream().anyMatch(id -> id.toString().equals(word)));
  }

  /// Whether `text` says what one of them says, or says it among other things.
  boolean isIn(String text) {
    String normal = ContentHash.normalised(text);
    return texts.stream()
        .anyMatch(erased ->
            normal.equals(erased) || (erased.length() >= LEAST_INSIDE && normal.contains(erased)));
  }
}
