package dev.keepsake.server.mcp;

import dev.keepsake.memory.TimeAsked;
import dev.keepsake.tool.Rfc3339;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The time that the address of a resource asks about, behind its question mark.
final class ResourceTime {
  private static final String AS_OF = "as_of";
  private static final String VALID_AT = "valid_at";

  private ResourceTime() {}

  /// @throws McpError with `INVALID_PARAMS` naming what can't be read
  static TimeAsked read(String query) {
    var moments = new HashMap<String, Instant>();
    for (String part : query.split("&")) {
      String[] pair = part.split("=", 2);
      if (!part.isEmpty() && moments.put(pair[0], moment(pair)) != null) {
        throw invalid("`%s` must stand in `uri` once.".formatted(pair[0]));
      }
    }
    return new TimeAsked(find(moments, AS_OF), find(moments, VALID_AT));
  }

  private static Optional<Instant> find(Map<String, Instant> moments, String name) {
    return Optional.ofNullable(moments.get(name));
  }

  private static Instant moment(String[] pair) {
    if (!pair[0].equals(AS_OF) && !pair[0].equals(VALID_AT)) {
      throw invalid("Behind its ? `uri` may have `as_of` and `valid_at`, and nothing else.");
    }
    return Optional.of(pair.length == 2 ? pair[1] : "")
        .flatMap(ResourceTime::decoded)
        .flatMap(Rfc3339::read)
        .orElseThrow(
            () -> invalid("`%s` in `uri` must be %s.".formatted(pair[0], Rfc3339.ACCEPTED)));
  }

  /// A plus is one, as in +02:00, and no space as in forms.
  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a broken escape: no time either
    }
  }

  private static McpError invalid(String sentence) {
    return McpError.builder(ErrorCodes.INVALID_PARAMS).message(sentence).build();
  }
}
