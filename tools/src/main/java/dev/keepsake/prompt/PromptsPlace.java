package dev.keepsake.prompt;

import java.nio.file.Path;

/// Where the operator's own prompts are looked for, in place of those that are shipped.
///
/// @param required whether the folder must be there
public record PromptsPlace(Path folder, boolean required) {

  /// Where they are looked for if nothing else is set.
  ///
  /// @param home the data folder
  public static PromptsPlace in(Path home) {
    return new PromptsPlace(home.resolve("prompts"), false);
  }
}
