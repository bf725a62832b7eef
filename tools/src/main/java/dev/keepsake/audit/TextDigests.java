package dev.keepsake.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 (RFC 2104), in hexadecimal, of an event's texts, keyed with a salt that is kept
/// beside the texts: once both are erased, nothing that stays tells what was said.
public record TextDigests(Optional<String> before, Optional<String> after) {

  /// @param salt in hexadecimal
  public static TextDigests of(String salt, Optional<String> before, Optional<String> after) {
    byte[] key = HexFormat.of().parseHex(salt);
    return new TextDigests(before.map(text -> hmac(key, text)), after.map(text -> hmac(key, text)));
  }

  private static String hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
