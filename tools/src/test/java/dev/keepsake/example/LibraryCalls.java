package dev.keepsake.example;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// One call of a tool, without any server.
final class LibraryCalls {
  private LibraryCalls() {}

  static String save(Path folder) {
    try (var keepsake = Keepsake.open(KeepsakeSettings.defaults(folder), InstantSource.system())) {
      var user = Optional.of(new UserName("ada"));
      var caller = keepsake.caller(user, Optional.empty(), "call-1", Entry.AGENT);
      var arguments =
          WireJson.MAPPER
              .createObjectNode()
              .put("content", "The user plays the cello.")
              .put("memory_type", "fact")
              .put("confidence", 0.9);
      return switch (keepsake.tools().call(caller, new ToolCall("save_memory", arguments))) {
        case ToolOutcome.Done(var answer, var _) -> answer.path("action").asText();
        case ToolOutcome.Failed(var problem) -> problem.detail();
      };
    }
  }
}
