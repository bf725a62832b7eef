/// The one SQL store. What differs between databases is behind [Dialect] or in a file under
/// `sql/<dialect>/`.
///
/// Knows no feature and no tool. Start at [SqlStore].
@NullMarked
package dev.keepsake.store.sql;

import org.jspecify.annotations.NullMarked;
