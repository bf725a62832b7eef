package dev.keepsake;

import dev.keepsake.llm.openai.OpenAiSettings;
import java.nio.file.Path;

/// Which language model is asked.
public sealed interface ChatSettings {

  /// None: what models do otherwise is done by rules, or not at all.
  record None() implements ChatSettings {}

  /// One behind an endpoint that speaks as OpenAI's does.
  record OpenAi(OpenAiSettings settings) implements ChatSettings {}

  /// Recorded answers in the place of a model.
  ///
  /// @param file see [dev.keepsake.llm.scripted.Script]
  record Scripted(Path file) implements ChatSettings {}
}
