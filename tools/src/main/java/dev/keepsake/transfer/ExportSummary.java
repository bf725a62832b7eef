package dev.keepsake.transfer;

import java.time.Instant;
import java.util.SortedMap;

/// What an export came to.
///
/// @param byStatus how many memories, by the word of their status
/// @param bytes length of the whole file
/// @param sha256 of everything but the last line, which holds it too
public record ExportSummary(
    String user,
    String scope,
    Instant exportedAt,
    long memories,
    SortedMap<String, Long> byStatus,
    long vectors,
    long bytes,
    String sha256) {}
