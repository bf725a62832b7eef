package dev.keepsake;

import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.LazyChatModel;
import dev.keepsake.llm.ModelReach;
import dev.keepsake.llm.openai.EndpointReach;
import dev.keepsake.llm.openai.OpenAiModel;
import dev.keepsake.llm.scripted.PlayedScript;
import dev.keepsake.llm.scripted.Script;
import dev.keepsake.metric.Metrics;
import java.util.Optional;

/// Makes the language model by the settings, which reaches for no network until it is asked.
///
/// @param metrics told of every call
record ChatModelFactory(ChatSettings settings, Metrics metrics) {

  /// @throws MemoryException with `INVALID_INPUT` if the script can't be used
  Optional<ChatModel> configured() {
    return switch (settings) {
      case ChatSettings.None() -> Optional.empty();
      case ChatSettings.OpenAi(var openAi) ->
          Optional.of(new LazyChatModel(() -> new OpenAiModel(openAi, metrics)));
      case ChatSettings.Scripted(var file) ->
          Optional.of(new PlayedScript(Script.read(file), metrics));
    };
  }

  /// Looks whether it could be asked, without asking it.
  ModelReach reach() {
    return switch (settings) {
      case ChatSettings.None() -> new ModelReach.None();
      case ChatSettings.OpenAi(var openAi) -> EndpointReach.of(openAi);
      case ChatSettings.Scripted(var file) -> {
        try {
          yield new ModelReach.Scripted(file.toString(), Script.read(file).size());
        } catch (MemoryException e) {
          yield new ModelReach.Unusable(String.valueOf(e.getMessage()));
        }
      }
    };
  }
}
