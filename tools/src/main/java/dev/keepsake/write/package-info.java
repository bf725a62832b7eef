/// `save_memory` and `confirm_memory`: from a statement to a decision to rows.
///
/// Knows the ports, never an adapter. What may be remembered is for `dev.keepsake.policy` to say.
/// Start at [WritePath]; the rules that follow are in [WriteDecider] and [DuplicateCheck].
@NullMarked
package dev.keepsake.write;

import org.jspecify.annotations.NullMarked;
