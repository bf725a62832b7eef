/// `save_memory` and `confirm_memory`: from a statement to a decision to rows.
///
/// Knows the ports, never an adapter. Start at [WritePath]; the rules are in [WritePolicy] and
/// [DuplicateCheck], both pure.
@NullMarked
package dev.keepsake.write;

import org.jspecify.annotations.NullMarked;
