/// From what was observed to figures: pure, without model, store, files or clock. Start at
/// [CaseScorer], which judges one case of memory writes, and at [PairScore].
@NullMarked
package dev.keepsake.eval.score;

import org.jspecify.annotations.NullMarked;
