package dev.keepsake.task;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.policy.SensitiveClasses.Finding;
import dev.keepsake.tool.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Refuses what holds a credential or a key, whatever the policy: raw memories go from agent to
/// agent. Thread-safe.
record SecretGuard(SensitiveClasses classes) {
  private static final Set<String> SECRETS = Set.of("secret");

  /// Longer than any secret that a rule knows, on each side of a seam.
  private static final int SEAM = 4_096;

  /// @throws MemoryException with `SECRET_DETECTED`, and nothing of the text in its message
  void check(Optional<String> context, Optional<JsonObject> tags) {
    context.ifPresent(text -> check("context", text));
    tags.ifPresent(json -> check("filter_tags", json.text()));
  }

  /// What neither text has and both have together.
  void checkSeam(String before, String added) {
    check(
        "context",
        before.substring(Math.max(0, before.length() - SEAM))
            + added.substring(0, Math.min(added.length(), SEAM)));
  }

  private void check(String field, String text) {
    String rules =
        classes.find(text, SECRETS).stream()
            .map(Finding::name)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!rules.isEmpty()) {
      throw new MemoryException(
          ErrorCode.SECRET_DETECTED,
          "Nothing was stored: `%s` holds what looks like a credential or a key (%s). Take it out,"
                  .formatted(field, rules)
              + " or name where it is kept.");
    }
  }
}
