/// Work that no caller waits for, on each database: set clock, stepped runs, real stores. Start at
/// `EmbeddingJobContract`.
@NullMarked
package dev.keepsake.job;

import org.jspecify.annotations.NullMarked;
