package dev.keepsake.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that is there whole or not at all, and only for its owner to read: written beside, synced
/// to the disk, and given its name at the end.
record NewFile(Path path, boolean replace) {

  /// Writes the file.
  interface Content<R> {
    R write(OutputStream out) throws IOException;
  }

  /// @throws UsageException if the file is there already, or can't be where it is wanted
  NewFile {
    path = path.toAbsolutePath().normalize();
    Path folder = path.getParent();
    if (Files.isDirectory(path)) {
      throw new UsageException(path + " is a folder; name a file.");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("There is no folder " + folder + "; make it, or name another.");
    }
    requireFree(path, replace);
  }

  private static void requireFree(Path path, boolean replace) {
    if (!replace && Files.exists(path)) {
      throw new UsageException(
          path + " is there already; name another file, or replace it with --force.");
    }
  }

  /// @throws FileFailure if it can't be written; nothing is left then
  <R> R write(Content<R> content) {
    Path beside = null;
    try {
      beside =
          Files.createTempFile(path.getParent(), "." + path.getFileName(), ".part", ownersAlone());
      beside.toFile().deleteOnExit(); // the person may press Ctrl-C
      R result = fill(beside, content);
      requireFree(path, replace);
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return result;
    } catch (IOException e) {
      throw new FileFailure(
          path + " could not be written (" + reason(e) + "); nothing is left of it.", e);
    } finally {
      discard(beside);
    }
  }

  private static <R> R fill(Path beside, Content<R> content) throws IOException {
    try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE);
        var out = new java.io.BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      R result = content.write(out);
      out.flush();
      channel.force(true);
      return result;
    }
  }

  private static FileAttribute<?>[] ownersAlone() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /// What a person typed, as a path.
  static Path path(String typed) {
    try {
      return Path.of(typed);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + typed + "' cannot be the name of a file.");
    }
  }

  static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case FileSystemException fs when fs.getReason() != null -> fs.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  private static void discard(@org.jspecify.annotations.Nullable Path beside) {
    try {
      if (beside != null) {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(NewFile.class)
          .atWarn()
          .setCause(e)
          .addKeyValue("file", beside)
          .log("an unfinished file is left");
    }
  }
}
