package dev.keepsake.prompt;

import dev.keepsake.memory.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/// The file that a prompt was read from.
///
/// @param path the operator's; empty for one that is shipped
/// @param text all of it, as it was read
public record PromptFile(Optional<Path> path, String text) {

  /// Where it is, for messages.
  public String place(String name) {
    return path.map(Path::toString).orElse("/prompts/" + name + ".md");
  }

  public String sha256() {
    return Sha256.hex(text);
  }
}
