package dev.keepsake.server.auth;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// What the issuer of tokens and this server both know. Shown as `***`.
public final class SharedSecret {
  public static final int MIN_BYTES = 32;
  public static final int MAX_BYTES = 1_024;

  private final String text;

  /// @throws IllegalArgumentException if it has less than 32 bytes of UTF-8, or more than 1,024;
  ///   the message does not repeat it
  public SharedSecret(String text) {
    this.text = text;
    if (bytes() < MIN_BYTES || bytes() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a shared secret has %d to %d bytes".formatted(MIN_BYTES, MAX_BYTES));
    }
  }

  /// How many bytes of UTF-8 it has.
  int bytes() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  SecretKey key() {
    return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedSecret secret && text.equals(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
