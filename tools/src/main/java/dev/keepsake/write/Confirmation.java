package dev.keepsake.write;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.PendingId;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import java.util.Optional;

/// That a proposal waited for its user's word and was accepted.
///
/// @param pending what waited
/// @param entry by which way it had come in
/// @param client that had proposed it
/// @param conversation in which it had been proposed
record Confirmation(
    PendingId pending, Entry entry, ClientId client, Optional<ConversationId> conversation) {

  static Confirmation of(PendingWrite pending, PendingRequest request) {
    return new Confirmation(
        pending.id(), request.entry(), pending.tenant().client(), pending.conversation());
  }

  /// A word for who decides: the user in person, or an agent.
  static String by(Caller caller) {
    return switch (caller.entry()) {
      case PERSON, REST_PERSON -> "user";
      case AGENT, PROXY, LOCAL_RULES, MODEL, EPISODE -> "agent";
      case REST -> "application";
    };
  }

  /// Where the statement comes from: from the call that proposed it, on the word of who confirmed
  /// it. So trust rises by the user alone, and falls where an agent confirms what a person typed.
  Origin origin(Origin confirmer) {
    return new Origin(
        entry.source(),
        confirmer.provenance(),
        confirmer.trust(),
        confirmer.extraction(),
        client,
        conversation,
        confirmer.message());
  }
}
