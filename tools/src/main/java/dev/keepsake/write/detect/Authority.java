package dev.keepsake.write.detect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Tells the instructions of a model from those of a landlord or a manual.
final class Authority {
  private static final Set<String> OF_MODEL =
      Set.of(
          "system",
          "developer",
          "developers",
          "openai",
          "anthropic",
          "google",
          "assistant",
          "assistants",
          "user",
          "users",
          "admin",
          "administrator",
          "operator",
          "model",
          "models",
          "ai",
          "prompt",
          "conversation",
          "chat",
          "session",
          "context",
          "safety",
          "security",
          "message",
          "creator",
          "creators",
          "this",
          "refusing",
          "content",
          "benutzers",
          "nutzers",
          "systems",
          "entwickler");

  private Authority() {}

  /// @param author "the system", "the tax office"
  static boolean isOfModel(String author) {
    return Arrays.stream(author.toLowerCase(Locale.ROOT).split("\\s+"))
        .anyMatch(OF_MODEL::contains);
  }
}
