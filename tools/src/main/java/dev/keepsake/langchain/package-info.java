/// The tools for agents built with LangChain4j, in their process.
///
/// Needs the artifact `dev.langchain4j:langchain4j`, which nothing else here does: whoever uses
/// this package has it. Knows no feature, and who calls only by what it is given. Start at
/// [KeepsakeToolProvider].
@NullMarked
package dev.keepsake.langchain;

import org.jspecify.annotations.NullMarked;
