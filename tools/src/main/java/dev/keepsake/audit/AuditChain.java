package dev.keepsake.audit;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EventId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Sha256;
import dev.keepsake.memory.WireName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Chains the events of one user: each event's hash covers the hash before it, so that no event can
/// be changed, cut out, moved or slipped in without every later hash giving it away.
///
/// The canonical form of an event is its fields in a fixed order, each as `length:value;` with the
/// length in UTF-8 bytes, an absent one as `-;`. Nothing a field may contain can be taken for the
/// border of another.
public final class AuditChain {
  /// What stands before a user's first event.
  public static final String GENESIS = "0".repeat(64);

  private AuditChain() {}

  /// Puts `event` behind the one whose hash is `previousHash`.
  public static ChainedEvent append(
      EventId id,
      long seq,
      Instant at,
      AuditEvent event,
      TextDigests digests,
      String previousHash) {
    return new ChainedEvent(
        id, seq, at, event, digests, previousHash, hash(id, seq, at, event, digests, previousHash));
  }

  /// Whether the event's own hash is the one that its fields give.
  public static boolean holds(ChainedEvent e) {
    return e.hash().equals(hash(e.id(), e.seq(), e.at(), e.event(), e.digests(), e.previousHash()));
  }

  private static String hash(
      EventId id,
      long seq,
      Instant at,
      AuditEvent event,
      TextDigests digests,
      String previousHash) {
    var form = new StringBuilder(640);
    field(form, previousHash);
    field(form, id.toString());
    field(form, Long.toString(seq));
    field(form, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
    identity(form, event);
    subject(form, event.subject());
    origin(form, event);
    field(form, event.ruling().rule());
    field(form, event.ruling().policyVersion());
    field(form, event.ruling().reason());
    field(form, event.correlationId());
    event.details().forEach((name, value) -> pair(form, name, value));
    field(form, digests.before());
    field(form, digests.after());
    field(form, Long.toString(event.processingMillis()));
    return Sha256.hex(form.toString());
  }

  private static void identity(StringBuilder form, AuditEvent event) {
    field(form, event.owner().user().toString());
    field(form, event.owner().scope().value());
    word(form, event.operation());
    field(form, event.action());
    field(form, event.memory().map(MemoryId::toString));
  }

  private static void subject(StringBuilder form, Optional<EventSubject> subject) {
    field(form, subject.map(s -> s.type().wireName()));
    field(form, subject.map(s -> Double.toString(s.confidence().value())));
    field(form, subject.map(s -> Double.toString(s.importance().value())));
    List<String> tags = subject.map(EventSubject::tags).orElse(List.of());
    field(form, Integer.toString(tags.size()));
    tags.forEach(tag -> field(form, tag));
  }

  private static void origin(StringBuilder form, AuditEvent event) {
    var origin = event.origin();
    word(form, origin.source());
    word(form, origin.provenance());
    word(form, origin.trust());
    word(form, origin.extraction());
    field(form, origin.client().toString());
    field(form, origin.conversation().map(ConversationId::value));
  }

  private static void pair(StringBuilder form, String name, String value) {
    field(form, name);
    field(form, value);
  }

  private static void word(StringBuilder form, WireName value) {
    field(form, value.wireName());
  }

  private static void field(StringBuilder form, Optional<String> value) {
    value.ifPresentOrElse(v -> field(form, v), () -> form.append("-;"));
  }

  private static void field(StringBuilder form, String value) {
    form.append(value.getBytes(StandardCharsets.UTF_8).length)
        .append(':')
        .append(value)
        .append(';');
  }
}
