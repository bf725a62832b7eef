package dev.keepsake.task;

import java.time.Instant;

/// What came of one cleanup.
///
/// @param success whether nothing failed
/// @param deletedCount how many raw memories went, or would go
/// @param errorCount of how many users something failed; their turn comes again
/// @param cutoffDate what was last changed at this moment or before was to go
/// @param daysThreshold how many days the moment lies back
public record RawCleanupReport(
    boolean success, long deletedCount, long errorCount, Instant cutoffDate, int daysThreshold) {}
