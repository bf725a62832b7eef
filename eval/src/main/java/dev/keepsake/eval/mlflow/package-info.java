/// Logs a run of an evaluation to an MLflow tracking server, or to a local folder that MLflow can
/// show. Knows nothing of what is measured: a run is names, texts, numbers and files.
///
/// What fails here never fails the evaluation: it is an outcome, and the run is kept locally. Start
/// at [RunTracking].
@NullMarked
package dev.keepsake.eval.mlflow;

import org.jspecify.annotations.NullMarked;
