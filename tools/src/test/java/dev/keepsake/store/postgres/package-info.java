/// A real Postgres with pgvector for the tests, made from whatever server this machine has.
///
/// Knows nothing of the store that is tested on it. Start at [LocalPostgres].
@NullMarked
package dev.keepsake.store.postgres;

import org.jspecify.annotations.NullMarked;
