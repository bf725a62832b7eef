/// What a model answered while it was measured, on file, so that the same answers can be measured
/// again without the model.
///
/// It may not know how a case is run. Start at [Recording].
@NullMarked
package dev.keepsake.eval.recording;

import org.jspecify.annotations.NullMarked;
