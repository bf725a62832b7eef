/// Asking a chat model: what it is asked and what it answers, whoever runs it.
///
/// It may not know which model answers, nor what the tools do that it is offered: adapters live in
/// the rooms below it. Start reading at [ChatModel].
@NullMarked
package dev.keepsake.llm;

import org.jspecify.annotations.NullMarked;
