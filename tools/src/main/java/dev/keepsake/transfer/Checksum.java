package dev.keepsake.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4) over lines, each with its line feed.
final class Checksum {
  private final MessageDigest digest = sha256();

  void line(byte[] line) {
    digest.update(line);
    digest.update((byte) '\n');
  }

  byte[] bytes() {
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
