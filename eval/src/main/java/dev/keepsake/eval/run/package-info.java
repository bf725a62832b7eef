/// Measures a part of the product on a dataset: the real part, never one made for the measurement.
///
/// Start at [WriteRun] and [DuplicateRun].
@NullMarked
package dev.keepsake.eval.run;

import org.jspecify.annotations.NullMarked;
