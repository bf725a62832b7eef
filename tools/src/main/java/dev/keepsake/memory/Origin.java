package dev.keepsake.memory;

import java.util.Optional;

/// Where a statement came from. All but `source` and `message` is known by the server and never
/// taken from a payload.
public record Origin(
    Source source,
    Provenance provenance,
    Trust trust,
    ExtractionType extraction,
    ClientId client,
    Optional<ConversationId> conversation,
    Optional<String> message) {

  /// The same, relied on no further than `most`.
  public Origin atMost(Trust most) {
    Trust least = trust.compareTo(most) <= 0 ? trust : most;
    return new Origin(source, provenance, least, extraction, client, conversation, message);
  }

  /// The same, of which the caller says another source.
  public Origin from(Source other) {
    return new Origin(other, provenance, trust, extraction, client, conversation, message);
  }

  /// The same of something that was done to the statement in another way.
  public Origin by(ExtractionType other) {
    return new Origin(source, provenance, trust, other, client, conversation, message);
  }
}
