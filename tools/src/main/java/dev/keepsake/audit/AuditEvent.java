package dev.keepsake.audit;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One decision and the facts behind it.
///
/// @param action the word that the caller was answered with, such as `created` or
///   `duplicate_skipped`
/// @param details further facts by name, such as `duplicate_of` and `similarity`; never text of a
///   memory
/// @param before content before the change
/// @param after content after it, or the content that was refused
/// @param processingMillis from the call's arrival to the decision
public record AuditEvent(
    Owner owner,
    Operation operation,
    String action,
    Optional<MemoryId> memory,
    Optional<EventSubject> subject,
    Origin origin,
    Ruling ruling,
    String correlationId,
    SortedMap<String, String> details,
    Optional<String> before,
    Optional<String> after,
    long processingMillis) {
  private static final String TEXTS = "texts";
  private static final String NOT_KEPT = "not_kept";

  /// In the details of an erasure: the [EventRanges] whose words it has taken out.
  public static final String ERASED_TEXTS = "erased_texts";

  public AuditEvent {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /// Whether a caller chose words for it: a reason or tags.
  public boolean hasWords() {
    return ruling.reason().isPresent() || !tags().isEmpty();
  }

  /// Whether anything of it is kept where erasure can reach it.
  public boolean hasTexts() {
    return before.isPresent() || after.isPresent() || hasWords();
  }

  /// The same, saying that its texts are kept nowhere.
  public AuditEvent unkept() {
    var marked = new TreeMap<>(details);
    marked.put(TEXTS, NOT_KEPT);
    return new AuditEvent(
        owner,
        operation,
        action,
        memory,
        subject,
        origin,
        ruling,
        correlationId,
        marked,
        before,
        after,
        processingMillis);
  }

  /// Whether its texts were to be kept nowhere.
  public boolean isUnkept() {
    return NOT_KEPT.equals(details.get(TEXTS));
  }

  /// Of an erasure, the events whose words it has taken out.
  ///
  /// @throws IllegalArgumentException if it names them in a way that nobody writes
  public EventRanges erasedTexts() {
    return operation == Operation.ERASE
        ? EventRanges.parse(details.getOrDefault(ERASED_TEXTS, ""))
        : new EventRanges(List.of());
  }

  public List<String> tags() {
    return subject.map(EventSubject::tags).orElse(List.of());
  }
}
