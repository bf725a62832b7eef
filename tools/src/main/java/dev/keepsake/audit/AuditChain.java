package dev.keepsake.audit;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EventId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Sha256;
import dev.keepsake.memory.WireName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Chains the events of one user: each event's hash covers the hash before it, so that no event can
/// be changed, cut out, moved or slipped in without every later hash giving it away.
///
/// The canonical form of an event is its fields in a fixed order, each as `length:value;` with the
/// length in UTF-8 bytes, an absent one as `-;`. Nothing a field may contain can be taken for the
/// border of another. Since [EventForm#KEYED] it begins with the number of its form, and has the
/// digest of the words where [EventForm#PLAIN] has the words.
public final class AuditChain {
  /// What stands before a user's first event.
  public static final String GENESIS = "0".repeat(64);

  private static final EventForm FORM = EventForm.ACCOUNTED;

  private AuditChain() {}

  /// Puts `event` behind the one whose hash is `previousHash`.
  ///
  /// @param salt of its texts, in hexadecimal
  public static ChainedEvent append(
      EventId id, long seq, Instant at, AuditEvent event, String salt, String previousHash) {
    var digests = TextDigests.of(FORM, salt, event);
    var unsealed = new ChainedEvent(FORM, id, seq, at, event, digests, previousHash, "");
    return new ChainedEvent(FORM, id, seq, at, event, digests, previousHash, hash(unsealed));
  }

  /// Whether the event's own hash is the one that its fields give.
  public static boolean holds(ChainedEvent e) {
    return e.hash().equals(hash(e));
  }

  private static String hash(ChainedEvent e) {
    AuditEvent event = e.event();
    boolean plain = e.form() == EventForm.PLAIN;
    var form = new StringBuilder(640);
    if (!plain) {
      field(form, Integer.toString(e.form().number()));
    }
    field(form, e.previousHash());
    field(form, e.id().toString());
    field(form, Long.toString(e.seq()));
    field(form, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, e.at())));
    identity(form, event);
    subject(form, event.subject());
    if (plain) {
      tags(form, event);
    }
    origin(form, event);
    field(form, event.ruling().rule());
    field(form, event.ruling().policyVersion());
    if (plain) {
      field(form, event.ruling().reason());
    }
    field(form, event.correlationId());
    event.details().forEach((name, value) -> pair(form, name, value));
    field(form, e.digests().before());
    field(form, e.digests().after());
    if (!plain) {
      field(form, e.digests().words());
    }
    field(form, Long.toString(event.processingMillis()));
    return Sha256.hex(form.toString());
  }

  /// The canonical form of the words alone.
  static String words(AuditEvent event) {
    var form = new StringBuilder();
    field(form, event.ruling().reason());
    tags(form, event);
    return form.toString();
  }

  private static void tags(StringBuilder form, AuditEvent event) {
    field(form, Integer.toString(event.tags().size()));
    event.tags().forEach(tag -> field(form, tag));
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
