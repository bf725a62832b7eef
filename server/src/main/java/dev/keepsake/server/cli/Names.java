package dev.keepsake.server.cli;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.Right;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Names and words of rights that are typed. What can't be one is a [UsageException].
final class Names {
  private Names() {}

  static OrganizationName organization(String typed) {
    return checked(OrganizationName::new, typed);
  }

  static ClientName client(String typed) {
    return checked(ClientName::new, typed);
  }

  static Scope scope(String typed) {
    return checked(Scope::new, typed);
  }

  private static <N> N checked(Function<String, N> type, String typed) {
    try {
      return type.apply(typed);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new UsageException(
          message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".");
    }
  }

  /// @param words separated by commas
  static Set<Right> rights(String words) {
    return Arrays.stream(words.split(",", -1))
        .map(String::strip)
        .map(word ->
            WireName.find(Right.class, word)
                .orElseThrow(() ->
                    new UsageException(
                        "--rights must be of %s, separated by commas; \"%s\" is none of them."
                            .formatted(String.join(", ", WireName.words(Right.class)), word))))
        .collect(Collectors.toUnmodifiableSet());
  }
}
