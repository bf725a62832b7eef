/// A chat model that says what it was given to say: recorded answers, without a network.
///
/// It may not know where they were recorded. Start at [ScriptedChatModel], whose answers are handed
/// in, or [PlayedScript], which has them from a file.
@NullMarked
package dev.keepsake.llm.scripted;

import org.jspecify.annotations.NullMarked;
