/// Every text that a model reads: shipped under `/prompts` on the class path, replaced by the
/// operator's own where there are any, and checked at start.
///
/// Knows no model and no tool. Start at [Prompts].
@NullMarked
package dev.keepsake.prompt;

import org.jspecify.annotations.NullMarked;
