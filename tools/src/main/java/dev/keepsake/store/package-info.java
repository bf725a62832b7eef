/// Ports to the database: transactions, and one small port per table group. Nothing here mentions
/// JDBC or SQL.
///
/// Implemented by `dev.keepsake.store.sql`. Start at [Transactions].
@NullMarked
package dev.keepsake.store;

import org.jspecify.annotations.NullMarked;
