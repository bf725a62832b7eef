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

  public List<String> tags() {
    return subject.map(EventSubject::tags).orElse(List.of());
  }
}
