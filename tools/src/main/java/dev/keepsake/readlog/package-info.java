/// Audited reads: who was told what, in the audit trail.
///
/// Knows the ports, never a feature or an adapter. Start at [ReadLog], which everything that hands
/// memories out tells before it does.
@NullMarked
package dev.keepsake.readlog;

import org.jspecify.annotations.NullMarked;
