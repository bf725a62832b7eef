package dev.keepsake.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Folders and files for their owner alone, where the file system knows owners.
final class PrivateFiles {
  private PrivateFiles() {}

  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, posix(folder, "rwx------"));
    }
  }

  /// SQLite gives the files beside it (`-wal`, `-shm`) the permissions of the database.
  static void makeFile(Path file) throws IOException {
    try {
      Files.createFile(file, posix(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  /// What was written, renamed or removed in there survives a power cut. Windows can't sync a
  /// folder, and need not.
  static void sync(Path fileOrFolder) throws IOException {
    boolean folder = Files.isDirectory(fileOrFolder);
    if (folder && !posix(fileOrFolder)) {
      return;
    }
    var mode = folder ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (var channel = FileChannel.open(fileOrFolder, mode)) {
      channel.force(true);
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] posix(Path path, String permissions) {
    return posix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
