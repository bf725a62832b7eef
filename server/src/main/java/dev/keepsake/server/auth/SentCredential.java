package dev.keepsake.server.auth;

import dev.keepsake.access.KeyText;
import dev.keepsake.error.MemoryException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// By what a request is to be known, in the headers alone: a query is written to histories and
/// logs.
sealed interface SentCredential {

  /// Neither `Authorization: Bearer` nor `X-API-Key`.
  record None() implements SentCredential {}

  /// Something that can be neither a key nor a token.
  record Malformed() implements SentCredential {}

  record Key(KeyText text) implements SentCredential {}

  /// What came as a bearer and is no key.
  record Token(String text) implements SentCredential {
    @Override
    public String toString() {
      return "Token[***]"; // it is a secret
    }
  }

  /// Other schemes of the header Authorization are left to whoever stands before this server.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if two are sent that differ
  static SentCredential of(HttpServletRequest request) {
    List<String> bearers =
        values(request, "Authorization")
            .filter(SentCredential::isBearer)
            .map(value -> value.substring("Bearer".length()).strip())
            .toList();
    List<String> sent =
        Stream.concat(bearers.stream(), values(request, "X-API-Key").map(String::strip))
            .distinct()
            .toList();
    if (sent.size() > 1) {
      throw MemoryException.ofField(
          "authorization",
          "The headers Authorization and X-API-Key carry several keys or tokens that differ: send"
              + " one.");
    }
    return sent.isEmpty() ? new None() : read(sent.getFirst(), !bearers.isEmpty());
  }

  private static SentCredential read(String text, boolean bearer) {
    return KeyText.read(text)
        .<SentCredential>map(Key::new)
        .orElseGet(() ->
            bearer && !text.isEmpty() && !text.startsWith("ks_")
                ? new Token(text)
                : new Malformed());
  }

  private static boolean isBearer(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.equals("bearer") || lower.startsWith("bearer ");
  }

  private static Stream<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).stream();
  }
}
