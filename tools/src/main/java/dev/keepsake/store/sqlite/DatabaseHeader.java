package dev.keepsake.store.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// How a database file begins, read past SQLite, which would take away the log of a file that it
/// can't read.
///
/// Only to be read while nobody in this process has the file open ([StoreLock.Entry], or the lock
/// alone): POSIX takes all of a process's locks on a file away, SQLite's too, when the process
/// closes any descriptor of it:
/// https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
final class DatabaseHeader {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private DatabaseHeader() {}

  /// Also where the file is still empty.
  static boolean isOfDatabase(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MAGIC.length);
      return start.length == 0 || Arrays.equals(start, MAGIC);
    }
  }
}
