/// What an English message says that is worth remembering: speech acts, people, and how sure each
/// statement is.
///
/// Start at [EnglishRules].
@NullMarked
package dev.keepsake.extract.english;

import org.jspecify.annotations.NullMarked;
