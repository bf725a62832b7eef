/// Every text that a model reads, loaded from `/prompts` on the class path and checked at start.
///
/// Start at [Prompts].
@NullMarked
package dev.keepsake.prompt;

import org.jspecify.annotations.NullMarked;
