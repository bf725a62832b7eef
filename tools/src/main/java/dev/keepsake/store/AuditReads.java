package dev.keepsake.store;

import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The audit trail of one open transaction, to read.
public interface AuditReads {

  /// The events of one memory, oldest first.
  List<ChainedEvent> of(Owner owner, MemoryId memory);

  /// The newest events under the owner's scope, newest first.
  List<ChainedEvent> newest(Owner owner, int limit);

  /// Every event of the user, whatever the scope, in the order of the chain; handed over one by
  /// one.
  void chain(Consumer<ChainedEvent> each);

  /// The head that the user's state remembers: the number of events and the hash of the last.
  Head head();

  /// Agent writes that stored something, at or after `since`, under any scope.
  Usage agentWrites(Instant since);

  /// Agent writes that stored something in one conversation.
  Usage agentWrites(ConversationId conversation);

  record Head(long seq, String hash) {}

  /// @param oldest the moment of the oldest counted, if any
  record Usage(long count, Optional<Instant> oldest) {}
}
