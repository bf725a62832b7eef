package dev.keepsake.store;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// What an owner has beside memories, in one open transaction, as it is carried from one store to
/// another.
public interface BesideReads {

  Census census(Owner owner);

  /// How much there is, and when some of it was stored or changed last.
  record Census(BesideCount count, Optional<Instant> changed) {}

  /// The raw memories by id, handed over one by one.
  void rawMemories(Owner owner, Consumer<RawMemory> each);

  /// The conversations by id, handed over one by one; meanwhile, others may be asked.
  void conversations(Owner owner, Consumer<Conversation> each);

  /// The messages of a conversation by number, handed over one by one.
  void messages(Owner owner, ConversationId id, Consumer<Message> each);

  /// The ids of those messages of a conversation that have one of the numbers from `first` to
  /// `last`.
  Map<Long, UUID> messageIds(Owner owner, ConversationId id, long first, long last);
}
