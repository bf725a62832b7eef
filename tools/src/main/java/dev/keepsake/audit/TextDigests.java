package dev.keepsake.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 (RFC 2104), in hexadecimal, of an event's texts, keyed with a salt that is kept
/// beside the texts: once both are erased, nothing that stays tells what was said.
///
/// @param words of the reason and the tags, if there are any and the form keys them
public record TextDigests(Optional<String> before, Optional<String> after, Optional<String> words) {

  /// @param salt in hexadecimal
  public static TextDigests of(EventForm form, String salt, AuditEvent event) {
    byte[] key = HexFormat.of().parseHex(salt);
    Optional<String> words =
        switch (form) {
          case PLAIN -> Optional.empty();
          case KEYED, ACCOUNTED ->
              Optional.of(event).filter(AuditEvent::hasWords).map(AuditChain::words);
        };
    return new TextDigests(
        event.before().map(text -> hmac(key, text)),
        event.after().map(text -> hmac(key, text)),
        words.map(text -> hmac(key, text)));
  }

  public boolean any() {
    return before.isPresent() || after.isPresent() || words.isPresent();
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
