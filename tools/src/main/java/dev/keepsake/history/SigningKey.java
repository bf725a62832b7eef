package dev.keepsake.history;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// The key that signs checkpoints: Ed25519 (RFC 8032), in a file that only its owner reads, with
/// its public half beside it (`audit.key.pub`), which is all that is needed to verify.
final class SigningKey {
  private static final String PRIVATE = "PRIVATE KEY";

  private final PrivateKey key;
  private final VerifyingKey verifying;

  private SigningKey(PrivateKey key, VerifyingKey verifying) {
    this.key = key;
    this.verifying = verifying;
  }

  /// That of `file`, made if there is none. Callers in several processes get the same one.
  ///
  /// @throws MemoryException with `STORE_UNAVAILABLE` if the file can't be used; the message says
  ///   what to do
  static SigningKey of(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return read(file);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE,
          "The key of the audit trail, %s, cannot be used: give this process the right to read it, or name another file in KEEPSAKE_AUDIT_KEY_FILE."
              .formatted(file),
          e);
    }
  }

  private static SigningKey read(Path file) throws IOException, GeneralSecurityException {
    var spec = new PKCS8EncodedKeySpec(Pem.read(Files.readString(file), PRIVATE));
    return new SigningKey(
        KeyFactory.getInstance("Ed25519").generatePrivate(spec), VerifyingKey.of(publicHalf(file)));
  }

  static Path publicHalf(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /// Each file whole or not at all, the public half first: another process may look for them now.
  private static void make(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(folder, "audit", ".key"); // readable by its owner alone
    Path half = Files.createTempFile(folder, "audit", ".pub");
    try {
      Files.writeString(draft, Pem.write(pair.getPrivate().getEncoded(), PRIVATE));
      Files.writeString(half, VerifyingKey.pem(pair.getPublic()));
      link(publicHalf(file), half);
      link(file, draft);
    } catch (FileAlreadyExistsException e) {
      // another process is making it: its key counts, once both files are there
      awaitBoth(file);
    } finally {
      Files.delete(draft);
      Files.delete(half);
    }
  }

  private static void link(Path file, Path draft) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (UnsupportedOperationException e) {
      Files.copy(draft, file);
    }
  }

  private static void awaitBoth(Path file) throws IOException {
    for (int i = 0; i < 100 && !Files.exists(file); i++) {
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    if (!Files.exists(file)) {
      throw new IOException("its public half is there, but not the key itself");
    }
  }

  VerifyingKey verifying() {
    return verifying;
  }

  /// @return in Base64
  String sign(String hash) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(hash.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read signs", e);
    }
  }
}
