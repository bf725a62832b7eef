package dev.keepsake.store;

import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The audit trail of one open transaction, to read.
public interface AuditReads {

  /// The events of one memory, oldest first.
  List<ChainedEvent> of(Owner owner, MemoryId memory);

  /// The newest events under the owner's scope, newest first.
  List<ChainedEvent> newest(Owner owner, int limit);

  /// Every event of the user, whatever the scope, in the order of the chain; handed over one by
  /// one.
  void chain(Link each);

  /// Takes the events of a chain.
  interface Link {
    /// @param salt of the event's texts; empty if it has none or they were erased
    void event(ChainedEvent event, Optional<String> salt);

    /// A row that no event can have left, with its place and its hash.
    void unreadable(long seq, String hash);
  }

  /// The head that the user's state remembers: the number of events and the hash of the last.
  Head head();

  /// When an agent last wrote something that was stored and is followed by `newer` such writes,
  /// under any scope; empty if that was not after `since`.
  Optional<Instant> findAgentWrite(int newer, Instant since);

  /// How many writes of agents stored something in one conversation.
  long countAgentWrites(ConversationId conversation);

  /// When a program last created something and was followed by `newer` such creations, under any
  /// scope; empty if that was not after `since`.
  Optional<Instant> findCreation(int newer, Instant since);

  /// How much programs have created after `since`, under any scope.
  long countCreations(Instant since);

  record Head(long seq, String hash) {}
}
