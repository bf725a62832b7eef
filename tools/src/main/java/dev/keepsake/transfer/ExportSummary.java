package dev.keepsake.transfer;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/// What an export came to.
///
/// @param asOf the time that was asked for, as [dev.keepsake.memory.TimeAsked] has it
/// @param byStatus how many memories, by the word of their status
/// @param bytes length of the whole file
/// @param sha256 of everything but the last line, which holds it too
public record ExportSummary(
    String user,
    String scope,
    Instant exportedAt,
    Optional<Instant> asOf,
    Optional<Instant> validAt,
    long memories,
    SortedMap<String, Long> byStatus,
    long vectors,
    long rawMemories,
    long conversations,
    long messages,
    long bytes,
    String sha256) {}
