package dev.keepsake.server.call;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What a body has to be to be read as JSON: announced as such, and UTF-8.
public final class JsonBody {
  private static final int CHARACTERS = 8_192;

  private JsonBody() {}

  /// Whether the content type is JSON, in UTF-8 if it names an encoding.
  public static boolean isAnnounced(HttpServletRequest request) {
    String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
    String[] parts = type.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]", "").split(";", 2);
    return parts[0].equals("application/json")
        && (parts.length == 1 || parts[1].isEmpty() || parts[1].equals("charset=utf-8"));
  }

  /// @return empty if the bytes are not UTF-8; `String` would replace what is not
  public static Optional<String> utf8(byte[] bytes) {
    return isUtf8(bytes)
        ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /// Without all of the characters at once, which would be twice a large body.
  private static boolean isUtf8(byte[] bytes) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var in = ByteBuffer.wrap(bytes);
    var characters = CharBuffer.allocate(CHARACTERS);
    CoderResult result;
    do {
      characters.clear();
      result = decoder.decode(in, characters, true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
