/// Memories as applications handle them: created, listed, read, changed and removed by their ids,
/// with all that is noted of them.
///
/// Each operation is a [dev.keepsake.tool.Tool] of a catalog of its own, which programs call and
/// agents do not see. What a write must pass is not decided here but in `dev.keepsake.write`. Start
/// at [RecordOperations].
@NullMarked
package dev.keepsake.records;

import org.jspecify.annotations.NullMarked;
