/// The extractor that asks a language model, and believes none of its answer that it can't check.
///
/// It may not know which model answers. Start at [ModelExtractor].
@NullMarked
package dev.keepsake.extract.model;

import org.jspecify.annotations.NullMarked;
