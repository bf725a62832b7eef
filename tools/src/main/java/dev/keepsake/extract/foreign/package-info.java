/// What a message that is not English says that is worth remembering: one engine for seven
/// languages, with a vocabulary of each and no tagger. What is proposed frames the user's own
/// clause, since conjugating it would go wrong.
///
/// Start at [ForeignRules]. What the lists of a vocabulary mean is told at [Cue].
@NullMarked
package dev.keepsake.extract.foreign;

import org.jspecify.annotations.NullMarked;
