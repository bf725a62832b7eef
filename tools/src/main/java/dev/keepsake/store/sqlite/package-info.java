/// SQLite: one file in the data folder, shared by any number of processes.
///
/// Start at [SqliteStore].
@NullMarked
package dev.keepsake.store.sqlite;

import org.jspecify.annotations.NullMarked;
