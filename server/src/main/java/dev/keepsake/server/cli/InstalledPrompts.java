package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.prompt.PromptsPlace;
import dev.keepsake.prompt.PromptsReading;
import dev.keepsake.server.config.Settings;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;

/// The prompts that commands are about.
final class InstalledPrompts {
  private InstalledPrompts() {}

  /// Those in force.
  ///
  /// @throws BrokenPrompts if they can't be used
  static Prompts of(Settings settings) {
    return in(settings.keepsake().model().prompts());
  }

  /// @throws BrokenPrompts if they can't be used
  static Prompts in(PromptsPlace place) {
    return switch (Prompts.reading(place)) {
      case PromptsReading.Good(var prompts) -> prompts;
      case PromptsReading.Broken(var problems) -> throw new BrokenPrompts(problems);
    };
  }

  static String source(Prompt prompt) {
    return prompt.file().path().map(Path::toString).orElse("shipped");
  }

  static ObjectNode json(Prompt prompt) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("name", prompt.name())
            .put("version", prompt.version())
            .put("title", prompt.title())
            .put("source", source(prompt))
            .put("sha256", prompt.sha256());
    prompt.variables().forEach(json.putArray("variables")::add);
    return json;
  }
}
