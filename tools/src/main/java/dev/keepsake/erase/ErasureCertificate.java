package dev.keepsake.erase;

import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Leftover;
import java.util.List;
import java.util.Optional;

/// What was erased, to be kept by whoever has to prove it. It has neither a word nor a digest of
/// what was erased, and not the name by which the application knew the user.
///
/// @param event of the audit trail that stands for the erasure; its number and hash show that the
///   trail says the same
/// @param checkpoint number of the signed checkpoint that covers the event; empty if none could be
///   taken
/// @param user whose it was
/// @param wholeUser whether all of the user was erased; else the chain of one memory
/// @param mentions ids of memories, raw memories, conversations and writes that wait, which stay
///   and have the words of the erased one among theirs
/// @param leftovers what could not be reached from here, and what becomes of it
public record ErasureCertificate(
    ChainedEvent event,
    Optional<Long> checkpoint,
    UserId user,
    boolean wholeUser,
    String by,
    List<MemoryId> memories,
    Removed removed,
    List<String> mentions,
    List<Leftover> leftovers) {
  public ErasureCertificate {
    memories = List.copyOf(memories);
    mentions = List.copyOf(mentions);
    leftovers = List.copyOf(leftovers);
  }

  /// How many rows are gone.
  ///
  /// @param vectors of memories, a chunk of a long one each
  /// @param texts events that had texts, reasons or tags, which they have no longer
  /// @param queued writes that were accepted, decided or not
  /// @param confirmations writes that waited for confirmation, or had
  /// @param answers to idempotency keys
  /// @param rawMemories what agents had noted down of tasks
  /// @param conversations with their summaries and episodes
  /// @param messages of those conversations
  public record Removed(
      long memories,
      long vectors,
      long texts,
      long queued,
      long confirmations,
      long answers,
      long rawMemories,
      long conversations,
      long messages) {}
}
