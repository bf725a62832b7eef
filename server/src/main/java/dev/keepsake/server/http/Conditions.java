package dev.keepsake.server.http;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Optional;

/// What a request makes its answer depend on (RFC 9110, 13).
final class Conditions {
  private Conditions() {}

  /// Whether the client has what `tag` names already (If-None-Match).
  static boolean holds(Context context, String tag) {
    return Optional.ofNullable(context.header("If-None-Match")).stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(String::strip)
        .anyMatch(known -> known.equals(tag) || known.equals("W/" + tag) || known.equals("*"));
  }
}
