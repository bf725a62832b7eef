package dev.keepsake.server.observe.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file of lines, for its owner alone. Before it grows over its size it is set aside as `.1`, and
/// what was `.1` as `.2`; what would be `.6` is gone.
///
/// Two processes that set the same file aside would lose lines, so that each holds a lock on a file
/// beside its own, and one that comes later writes to `keepsake-2.log` in place of `keepsake.log`.
final class LogFile extends OutputStream {
  static final long MAX_BYTES = 10_000_000;
  static final int KEPT = 5;
  private static final int MOST_PROCESSES = 100;
  private static final Set<OpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private final Path file;
  private final FileChannel lock;
  private final long maxBytes;
  private OutputStream out;
  private long size;

  private LogFile(Path file, FileChannel lock, long maxBytes) throws IOException {
    this.file = file;
    this.lock = lock;
    this.maxBytes = maxBytes;
    this.out = append(file);
    this.size = Files.size(file);
  }

  /// @throws IOException if it can't be made or written
  static LogFile open(Path wanted) throws IOException {
    return open(wanted, MAX_BYTES);
  }

  static LogFile open(Path wanted, long maxBytes) throws IOException {
    Path folder = wanted.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions(folder, "rwx------"));
    }
    for (int number = 1; number <= MOST_PROCESSES; number++) {
      Path file = numbered(wanted, number);
      FileChannel lock = channel(file.resolveSibling(file.getFileName() + ".lock"));
      if (taken(lock)) {
        return new LogFile(file, lock, maxBytes);
      }
      lock.close();
    }
    throw new IOException(MOST_PROCESSES + " processes write to it already");
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

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte});
  }

  /// @param bytes whole lines
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (size > 0 && size + length > maxBytes) {
      setAside();
    }
    out.write(bytes, offset, length);
    size += length;
  }

  private void setAside() throws IOException {
    out.close(); // Windows moves no open file
    try {
      for (int number = KEPT; number >= 1; number--) {
        Path from = number == 1 ? file : aside(number - 1);
        if (Files.exists(from)) {
          Files.move(from, aside(number), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } finally {
      out = append(file); // where moving failed, the file goes on growing
      size = Files.size(file);
    }
  }

  private Path aside(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  private static OutputStream append(Path file) throws IOException {
    return Channels.newOutputStream(channel(file));
  }

  private static FileChannel channel(Path file) throws IOException {
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
    out.close();
    lock.close();
  }
}
