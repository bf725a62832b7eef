/// What the documents show of using the memory from Java: sources that compile, run in tests, and
/// stand word for word in the pages. Start at `ExamplesTest`.
@NullMarked
package dev.keepsake.example;

import org.jspecify.annotations.NullMarked;
