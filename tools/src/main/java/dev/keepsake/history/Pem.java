package dev.keepsake.history;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Keys as text (RFC 7468).
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String write(byte[] encoded, String label) {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(encoded);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
  }

  /// @throws IllegalArgumentException if `text` is none of that label
  static byte[] read(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no " + label + " in PEM");
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to).strip());
  }
}
