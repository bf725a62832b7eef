/// The right to be forgotten: what a user said, or one memory with its whole chain, is taken out of
/// every table, index and cache and out of the audit trail, whose chain still verifies. What stays
/// are tombstones without content, and a certificate.
///
/// Start at [EraseMemories]; [Traces] is how what is meant is recognised wherever it was left.
@NullMarked
package dev.keepsake.erase;

import org.jspecify.annotations.NullMarked;
