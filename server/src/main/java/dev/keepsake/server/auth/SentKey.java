package dev.keepsake.server.auth;

import dev.keepsake.access.KeyText;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a request carries of a key, in the headers alone: a query is written to histories and logs.
sealed interface SentKey {

  /// Neither `Authorization: Bearer` nor `X-API-Key`.
  record None() implements SentKey {}

  /// Something that can't be a key.
  record Malformed() implements SentKey {}

  record Key(KeyText text) implements SentKey {}

  /// Other schemes of the header Authorization are left to whoever stands before this server.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if two are sent that differ
  static SentKey of(HttpServletRequest request) {
    Stream<String> bearers =
        values(request, "Authorization").stream()
            .filter(SentKey::isBearer)
            .map(value -> value.substring("Bearer".length()).strip());
    List<String> sent =
        Stream.concat(bearers, values(request, "X-API-Key").stream().map(String::strip))
            .distinct()
            .toList();
    if (sent.size() > 1) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT,
          "The headers Authorization and X-API-Key carry several keys that differ: send one.");
    }
    return sent.isEmpty()
        ? new None()
        : KeyText.read(sent.getFirst()).<SentKey>map(Key::new).orElseGet(Malformed::new);
  }

  private static boolean isBearer(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.equals("bearer") || lower.startsWith("bearer ");
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}
