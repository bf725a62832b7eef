package dev.keepsake.server.observe.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file that this process alone logs to, until it is closed.
///
/// Two processes that set the same file aside would lose lines, so that each holds a lock on a file
/// beside its own, and one that comes later writes to `keepsake-2.log` in place of `keepsake.log`.
///
/// @param path where the log is written
/// @param lock held open
record LogFile(Path path, FileChannel lock) implements Closeable {
  private static final int MOST_PROCESSES = 100;
  private static final Set<OpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  /// @throws IOException if it can't be made or written
  static LogFile take(Path wanted) throws IOException {
    Path file = wanted.toAbsolutePath();
    checkName(file);
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions(folder, "rwx------"));
    }
    for (int number = 1; number <= MOST_PROCESSES; number++) {
      Path numbered = numbered(file, number);
      FileChannel lock = append(numbered.resolveSibling(numbered.getFileName() + ".lock"));
      if (taken(lock)) {
        makeForOwnerAlone(numbered);
        return new LogFile(numbered, lock);
      }
      lock.close();
    }
    throw new IOException(MOST_PROCESSES + " processes write to it already");
  }

  /// Logback reads the names of files that are set aside as a pattern, in which it takes no escape.
  private static void checkName(Path file) throws IOException {
    for (Path part : file) {
      if (part.toString().contains("%") || part.toString().contains("\\")) {
        throw new IOException("no % and no \\ can stand in its name or in those of its folders");
      }
    }
  }

  /// If it isn't there; fails if it can't be written.
  static void makeForOwnerAlone(Path file) throws IOException {
    append(file).close();
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this process
    }
  }

  private static Path numbered(Path file, int number) {
    if (number == 1) {
      return file;
    }
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return file.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
  }

  private static FileChannel append(Path file) throws IOException {
    return FileChannel.open(file, APPEND, permissions(file, "rw-------"));
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    boolean known = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return known
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
