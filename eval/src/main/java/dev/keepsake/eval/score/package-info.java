/// From judged data to figures. Knows no model and no files: similarity comes in as an interface.
/// Start at [PairScore].
@NullMarked
package dev.keepsake.eval.score;

import org.jspecify.annotations.NullMarked;
