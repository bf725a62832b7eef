package dev.keepsake.write;

import dev.keepsake.memory.Origin;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.tool.Caller;

/// That a proposal waited for its user's word and was accepted.
///
/// @param request what `pending` waits with, read
record Confirmation(PendingWrite pending, PendingRequest request) {

  /// A word for who decides: the user in person, or an agent.
  static String by(Caller caller) {
    return switch (caller.entry()) {
      case PERSON -> "user";
      case AGENT, LOCAL_RULES -> "agent";
    };
  }

  /// Where the statement comes from: from the call that proposed it, on the word of who confirmed
  /// it. So trust rises by the user alone, and falls where an agent confirms what a person typed.
  Origin origin(Origin confirmer) {
    return new Origin(
        request.entry().source(),
        confirmer.provenance(),
        confirmer.trust(),
        confirmer.extraction(),
        pending.tenant().client(),
        pending.conversation(),
        confirmer.message());
  }
}
