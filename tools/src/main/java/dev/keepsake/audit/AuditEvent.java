package dev.keepsake.audit;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import java.util.Collections;
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
}
