/// The extractor that needs neither a model of language nor a network: tells the language of a
/// message and has its rules read it.
///
/// Start at [LocalExtractor].
@NullMarked
package dev.keepsake.extract.local;

import org.jspecify.annotations.NullMarked;
