package dev.keepsake;

import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.prompt.PromptsPlace;
import java.nio.file.Path;

/// The language model, what it is asked for, and with which words.
///
/// @param extraction who says what of a conversation is to be remembered; `MODEL` needs a model
/// @param prompts where the operator's own are
public record ModelSettings(ChatSettings chat, ExtractionBy extraction, PromptsPlace prompts) {
  /// @throws IllegalArgumentException if a model is to extract and there is none
  public ModelSettings {
    if (extraction == ExtractionBy.MODEL && chat instanceof ChatSettings.None) {
      throw new IllegalArgumentException("there is no model that could extract");
    }
  }

  /// No model, and the prompts of the data folder.
  public static ModelSettings defaults(Path home) {
    return new ModelSettings(
        new ChatSettings.None(), ExtractionBy.LOCAL_RULES, PromptsPlace.in(home));
  }
}
