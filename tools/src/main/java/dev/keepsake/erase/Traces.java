package dev.keepsake.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.audit.AuditEvent;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.tool.WireJson;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// By what the memories of one chain are recognised where something was left of them: the ids of
/// the memories and of the calls that made them, and their words, whatever their case, white space
/// and disguise. Used by one thread.
final class Traces {
  /// In an event's details, ids of what the event is about.
  private static final List<String> CALLS = List.of("write_id", "pending_id");

  private static final String CONTENT = "content";

  private final Set<String> ids = new HashSet<>();
  private final Set<String> texts = new HashSet<>();

  void add(String id) {
    ids.add(id);
  }

  void addText(String text) {
    texts.add(ContentHash.normalised(text));
  }

  /// What `event`, which is one of theirs, says.
  void addTexts(AuditEvent event) {
    texts(event).forEach(this::addText);
  }

  /// The content of a request that is one of theirs.
  void addContent(String json) {
    try {
      Optional.ofNullable(WireJson.MAPPER.readTree(json).path(CONTENT).textValue())
          .ifPresent(this::addText);
    } catch (JsonProcessingException e) {
      addText(json);
    }
  }

  /// By which calls `event`, which is one of theirs, came.
  void addCalls(AuditEvent event) {
    CALLS.forEach(name -> Optional.ofNullable(event.details().get(name)).ifPresent(this::add));
  }

  private static Stream<String> texts(AuditEvent event) {
    return Stream.of(event.before(), event.after()).flatMap(Optional::stream);
  }

  boolean isNamed(String id) {
    return ids.contains(id);
  }

  boolean isSaid(AuditEvent event) {
    return texts(event).anyMatch(this::isSaid);
  }

  boolean isMentioned(AuditEvent event) {
    return texts(event).anyMatch(this::isMentioned);
  }

  /// Whether `event` names one of them in its details; several ids have spaces between them.
  boolean isNamedBy(AuditEvent event) {
    return event.details().values().stream().anyMatch(this::hasId);
  }

  private boolean hasId(String words) {
    return Arrays.stream(words.split(" ", -1)).anyMatch(ids::contains);
  }

  /// Whether any string in the JSON names one of them, or says what one of them says.
  boolean leadTo(String json) {
    return anyString(json, text -> hasId(text) || isSaid(text));
  }

  /// Whether any string in the JSON has their words among others.
  boolean areMentionedIn(String json) {
    return anyString(json, this::isMentioned);
  }

  private static boolean anyString(String json, Predicate<String> what) {
    try {
      return any(WireJson.MAPPER.readTree(json), what);
    } catch (JsonProcessingException e) { // of another version: read as one text
      return what.test(json);
    }
  }

  private static boolean any(JsonNode node, Predicate<String> what) {
    return node.isTextual()
        ? what.test(node.textValue())
        : node.valueStream().anyMatch(one -> any(one, what));
  }

  private boolean isSaid(String text) {
    return texts.contains(ContentHash.normalised(text));
  }

  /// Whether `text` says what one of them says, or has it among other words.
  boolean isMentioned(String text) {
    String normal = ContentHash.normalised(text);
    return texts.stream().anyMatch(said -> isWithin(said, normal));
  }

  private static boolean isWithin(String said, String text) {
    int at = text.indexOf(said);
    while (at >= 0) {
      int end = at + said.length();
      if (isBorder(text, at) && isBorder(text, end)) {
        return true;
      }
      at = text.indexOf(said, at + 1);
    }
    return false;
  }

  /// Whether no word runs on over this place.
  private static boolean isBorder(String text, int at) {
    return at == 0
        || at == text.length()
        || !Character.isLetterOrDigit(text.codePointBefore(at))
        || !Character.isLetterOrDigit(text.codePointAt(at));
  }
}
