/// Changing the embedding model: the vectors of another space are made beside those that are
/// searched, and the search switches to it when none is missing.
///
/// Knows no model and no database. Start at `SpaceFilling`, which does so in the background;
/// `Reembed` does it while somebody waits, `Batches` is one user's batch, `SpaceSwitch` the end.
@NullMarked
package dev.keepsake.reembed;

import org.jspecify.annotations.NullMarked;
