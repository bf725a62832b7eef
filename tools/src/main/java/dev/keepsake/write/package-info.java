/// From a proposed memory to a decision: whether what is to be written is there already. Knows no
/// database and no model. Start at [StatementGuard].
@NullMarked
package dev.keepsake.write;

import org.jspecify.annotations.NullMarked;
