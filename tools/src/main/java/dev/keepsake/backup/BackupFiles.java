package dev.keepsake.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// Folders and files of backups: private, synced, removed whole.
final class BackupFiles {
  private static final int BLOCK = 1 << 20;

  private BackupFiles() {}

  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, posix(folder, "rwx------"));
    }
  }

  static void write(Path file, String text) throws IOException {
    Files.createFile(file, posix(file, "rw-------"));
    Files.writeString(file, text);
    sync(file);
  }

  /// SHA-256 of a file, in hexadecimal.
  static String sha256(Path file, LongConsumer read) throws IOException {
    return copied(file, OutputStream.nullOutputStream(), read);
  }

  /// Copies a file, synced to disk.
  ///
  /// @return SHA-256 of what was read, in hexadecimal
  static String copy(Path from, Path to, LongConsumer read) throws IOException {
    Files.createFile(to, posix(to, "rw-------"));
    String sha256;
    try (OutputStream out = Files.newOutputStream(to)) {
      sha256 = copied(from, out, read);
    }
    sync(to);
    return sha256;
  }

  private static String copied(Path from, OutputStream out, LongConsumer read) throws IOException {
    MessageDigest digest = digest();
    byte[] block = new byte[BLOCK];
    long done = 0;
    try (var in = Files.newInputStream(from)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
        out.write(block, 0, n);
        done += n;
        read.accept(done);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Windows can't sync a folder, and need not.
  static void sync(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    if (folder && !isPosix(path)) {
      return;
    }
    var mode = folder ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (var channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  /// The folder and all that is in it, if it is there.
  static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (UncheckedIOException e) { // from within the walk
      throw e.getCause();
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] posix(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
