/// From a sentence to its clauses, each with its subject and its verb, and from a clause in the
/// first person to a statement in the third.
///
/// Knows English and nothing of memories. Start at [ClauseSplitter] and [Clause].
@NullMarked
package dev.keepsake.extract.clause;

import org.jspecify.annotations.NullMarked;
