/// `query_memory`: one user's memories, searchable, and the order in which they are answered.
///
/// Knows the ports, never an adapter. Start at [QueryMemory]; [UserIndex] is the unit of search,
/// [Ranking] the order.
@NullMarked
package dev.keepsake.query;

import org.jspecify.annotations.NullMarked;
