/// Chat models behind any endpoint that speaks as OpenAI's chat completions do, through
/// LangChain4j.
///
/// It may not know what it is asked for. The key is an [ApiKey] and leaves the process in one
/// header alone. Start at [OpenAiModel].
@NullMarked
package dev.keepsake.llm.openai;

import org.jspecify.annotations.NullMarked;
