package dev.keepsake.example;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Entry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Remembers what a message says, without any model of language.
final class LibraryExtraction {
  private LibraryExtraction() {}

  static List<String> extract(Path folder) {
    try (var keepsake = Keepsake.open(KeepsakeSettings.defaults(folder), InstantSource.system())) {
      var user = Optional.of(new UserName("ada"));
      var caller = keepsake.caller(user, Optional.empty(), "call-2", Entry.LOCAL_RULES);
      var said = "My daughter Ida is allergic to nuts. What can I cook tonight?";
      var conversation = List.of(new Message(Role.USER, said, Optional.empty()));
      return keepsake.extract().run(caller, conversation).uses().stream()
          .map(use -> use.action() + ": " + use.arguments().path("content").asText())
          .toList();
    }
  }
}
