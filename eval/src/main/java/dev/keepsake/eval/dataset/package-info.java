/// Labelled data and its readers. Knows what a file must look like, not what is measured with it.
/// Start at [WriteDatasets] and [DuplicatePairs].
@NullMarked
package dev.keepsake.eval.dataset;

import org.jspecify.annotations.NullMarked;
