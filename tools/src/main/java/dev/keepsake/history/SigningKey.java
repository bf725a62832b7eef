package dev.keepsake.history;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key that signs checkpoints: Ed25519 (RFC 8032), in a file that only its owner reads, with
/// its public half beside it (`audit.key.pub`), which is all that is needed to verify.
final class SigningKey {
  private static final Logger LOG = LoggerFactory.getLogger(SigningKey.class);
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
          "The key of the audit trail, %s, cannot be used (%s): give this process the right to read it, or name another file in KEEPSAKE_AUDIT_KEY_FILE."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static SigningKey read(Path file) throws IOException, GeneralSecurityException {
    var spec = new PKCS8EncodedKeySpec(Pem.read(Files.readString(file), PRIVATE));
    var key =
        new SigningKey(
            KeyFactory.getInstance("Ed25519").generatePrivate(spec), VerifyingKey.of(file));
    if (!key.verifying.verifies(file.toString(), key.sign(file.toString()))) {
      throw new GeneralSecurityException("its two halves are of different keys");
    }
    return key;
  }

  static Path publicHalf(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /// Whole or not at all: another process may look for it now. Both halves are in the one file; the
  /// public one beside it is to be given away.
  private static void make(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String half = VerifyingKey.pem(pair.getPublic());
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(folder, "audit", ".key"); // readable by its owner alone
    try {
      write(draft, Pem.write(pair.getPrivate().getEncoded(), PRIVATE) + half);
      name(draft, file);
      Files.writeString(publicHalf(file), half);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("another process was first: its key counts", e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft, String text) throws IOException {
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.US_ASCII.encode(text));
      channel.force(true);
    }
  }

  private static void name(Path draft, Path file) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      LOG.debug("no links here", e);
      Files.move(draft, file); // keeps its rights, and replaces nothing
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
      signature.update(hash.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read signs", e);
    }
  }
}
