/// The store of production mode: Postgres with pgvector, for any number of servers.
///
/// The servers use a role that owns nothing; another role owns the tables and changes their shape.
/// Start at [PostgresStore].
@NullMarked
package dev.keepsake.store.postgres;

import org.jspecify.annotations.NullMarked;
