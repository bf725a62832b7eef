/// Copies of the whole store that can be put back: written while it is in use, checked before they
/// replace anything.
///
/// Knows folders, manifests and checksums, but no database: how a store is copied, looked at and
/// replaced is asked of [dev.keepsake.store.WholeStore]. Start at [Backups].
@NullMarked
package dev.keepsake.backup;

import org.jspecify.annotations.NullMarked;
