/// A text taken apart into the things it says, so that two texts can be compared: numbers, dates,
/// roles, names, words, and how each clause is negated. Knows nothing of memories, similarity or
/// what becomes of a write. Start at [Statement]; the vocabularies are the `.txt` files of the same
/// name on the class path.
@NullMarked
package dev.keepsake.write.statement;

import org.jspecify.annotations.NullMarked;
