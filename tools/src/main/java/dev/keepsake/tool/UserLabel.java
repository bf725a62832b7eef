package dev.keepsake.tool;

import dev.keepsake.memory.UserName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a user is called in the log.
@FunctionalInterface
public interface UserLabel {
  String of(UserName user);

  /// The first 16 hexadecimal digits of the name's HMAC-SHA256: the same user has the same label,
  /// and without the key nobody can tell which name it is. A hash without a key could be guessed,
  /// since there are few names.
  static UserLabel hashed(String key) {
    var secret = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    return user -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        byte[] hash = mac.doFinal(user.value().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has HmacSHA256", e);
      }
    };
  }

  /// The name itself.
  static UserLabel plain() {
    return UserName::value;
  }
}
