package dev.keepsake.transfer;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Sha256;
import dev.keepsake.memory.Status;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.transfer.ImportDecision.AlreadyThere;
import dev.keepsake.transfer.ImportDecision.Create;
import dev.keepsake.transfer.ImportDecision.Differs;
import dev.keepsake.transfer.ImportDecision.Duplicate;
import dev.keepsake.transfer.ImportDecision.Rejected;
import dev.keepsake.transfer.ImportDecision.SuccessorSkipped;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Decides what becomes of a memory of the file. Its rules, first match wins:
///
/// 1. the policy forbids it: rejected
/// 2. an id that a memory under another scope of the user has is exchanged for one that follows
///    from both, the same at every import
/// 3. its successor was not imported, or is deleted in the store alone: skipped
/// 4. the store has the id: already there if everything is the same, else it differs
/// 5. it is active and an active memory says the same: a duplicate
/// 6. created
///
/// @param stored the memories with the ids of the file, and those with exchanged ids
/// @param active the active memories that say the same as one of the file
/// @param expired what active memories say whose time is over, which are no duplicates
/// @param landed where a memory before this one is now: empty if it was not imported, or was
///   deleted
record ImportDecider(
    Map<MemoryId, WholeMemory> stored,
    Map<ContentHash, MemoryId> active,
    Set<ContentHash> expired,
    Function<MemoryId, Optional<MemoryId>> landed) {

  ImportDecision decide(NumberedMemory numbered) {
    if (numbered.forbidden().isPresent()) {
      return new Rejected(numbered.forbidden().get());
    }
    WholeMemory memory = numbered.memory();
    Memory read = memory.memory();
    Optional<MemoryId> successor = Optional.empty();
    if (read.supersededBy().isPresent()) {
      successor = landed.apply(read.supersededBy().get());
      if (successor.isEmpty()) {
        return new SuccessorSkipped(read.supersededBy().get());
      }
    }
    boolean renamed = takenElsewhere(read, stored);
    MemoryId id = renamed ? exchanged(read.id(), read.owner().scope()) : read.id();
    WholeMemory target = memory.with(moved(read, id, successor));
    WholeMemory there = stored.get(id);
    if (there != null) {
      boolean gone = deleted(there) && !deleted(target);
      return same(there, target) ? new AlreadyThere(id) : new Differs(id, gone);
    }
    if (!read.active()) {
      return new Create(target, renamed, false);
    }
    ContentHash said = read.content().hash();
    MemoryId says = active.get(said);
    return says == null ? new Create(target, renamed, expired.contains(said)) : new Duplicate(says);
  }

  /// Whether the id of `memory` belongs to a memory under another scope of the user.
  static boolean takenElsewhere(Memory memory, Map<MemoryId, WholeMemory> stored) {
    WholeMemory there = stored.get(memory.id());
    return there != null && !there.memory().owner().equals(memory.owner());
  }

  /// An id that follows from `id` and `scope`, with the time of `id`: a UUIDv7 whose random part is
  /// taken from a hash.
  static MemoryId exchanged(MemoryId id, Scope scope) {
    String hash = Sha256.hex(scope + "\n" + id);
    long high = Long.parseUnsignedLong(hash.substring(0, 16), 16);
    long low = Long.parseUnsignedLong(hash.substring(16, 32), 16);
    long time = id.value().getMostSignificantBits() & ~0xFFFFL;
    return new MemoryId(
        new UUID(time | 0x7000 | (high & 0xFFF), Long.MIN_VALUE | (low & (Long.MAX_VALUE >> 1))));
  }

  private static Memory moved(Memory memory, MemoryId id, Optional<MemoryId> successor) {
    return new Memory(
        id,
        memory.owner(),
        memory.statement(),
        memory.origin(),
        memory.lifetime(),
        memory.status(),
        successor,
        memory.embedding(),
        memory.revision());
  }

  private static boolean deleted(WholeMemory memory) {
    return memory.memory().status() == Status.DELETED;
  }

  private static boolean same(WholeMemory one, WholeMemory other) {
    return Arrays.equals(facts(one), facts(other));
  }

  private static byte[] facts(WholeMemory memory) {
    return LineJson.bytes(json -> {
      json.writeStartObject();
      MemoryWriter.facts(json, memory);
      json.writeEndObject();
    });
  }
}
