package dev.keepsake.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// The public half of a key that signs checkpoints.
///
/// @param id the first 16 hexadecimal digits of SHA-256 over its X.509 form
public record VerifyingKey(String id, PublicKey key) {
  private static final String PUBLIC = "PUBLIC KEY";
  private static final int ID_LENGTH = 16;

  /// @param file in PEM
  /// @throws IOException if it can't be read
  /// @throws GeneralSecurityException if it is no Ed25519 key
  /// @throws IllegalArgumentException if it is no PEM
  public static VerifyingKey of(Path file) throws IOException, GeneralSecurityException {
    byte[] encoded = Pem.read(Files.readString(file), PUBLIC);
    PublicKey key =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    return new VerifyingKey(digest.substring(0, ID_LENGTH), key);
  }

  static String pem(PublicKey key) {
    return Pem.write(key.getEncoded(), PUBLIC);
  }

  /// @param signature in Base64
  boolean verifies(String hash, String signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(hash.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) { // no signature at all
      return false;
    }
  }
}
