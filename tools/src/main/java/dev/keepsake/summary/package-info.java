/// What was said in a conversation, in few sentences of its own.
///
/// Knows neither a store nor a tool, and no other feature; features that keep conversations use it.
/// Start at [Summarizer]; [ExtractiveSummarizer] needs no language model.
@NullMarked
package dev.keepsake.summary;

import org.jspecify.annotations.NullMarked;
