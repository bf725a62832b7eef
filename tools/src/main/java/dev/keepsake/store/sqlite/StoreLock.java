package dev.keepsake.store.sqlite;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Shared by every process that has the store of a folder open, from before its first connection to
/// after its last; held alone by whoever replaces the file. Thread-safe.
///
/// SQLite's own locks are not enough for that: a process that opened the file just before it was
/// replaced would write into the one that was set aside, and its log into the one that is there.
///
/// A process has its locks on a file as a whole, and loses them all when it closes any channel to
/// it, so that the stores of one process share one channel.
final class StoreLock implements AutoCloseable {
  private static final Map<Path, Held> HELD = new HashMap<>();

  private final Held held;
  private boolean closed;

  private static final class Held {
    final Path key;
    final FileChannel channel;
    final boolean alone;
    int holders = 1;

    Held(Path key, FileChannel channel, boolean alone) {
      this.key = key;
      this.channel = channel;
      this.alone = alone;
    }
  }

  /// What is done before any store of this process can have the database file open.
  @FunctionalInterface
  interface Entry {
    void run() throws IOException;
  }

  private StoreLock(Held held) {
    this.held = held;
  }

  /// Waits while the store is being replaced.
  ///
  /// @param first run if nobody in this process has the lock yet, while nobody else in it can get
  ///   it; if it fails, nothing is held, and in a folder without a lock file none was made
  static StoreLock shared(Path folder, Entry first) throws IOException {
    Path file = file(folder);
    synchronized (HELD) {
      Held held = HELD.get(file);
      if (held == null) {
        return entered(file, first(file, first), false);
      }
      if (held.alone) {
        throw new MemoryException(
            ErrorCode.STORE_UNAVAILABLE, "The store is just being replaced; try again.");
      }
      held.holders++;
      return new StoreLock(held);
    }
  }

  private static FileChannel first(Path file, Entry first) throws IOException {
    if (Files.notExists(file)) {
      first.run(); // nobody was ever here: it need not wait
    }
    FileChannel channel = locked(file, true).orElseThrow();
    try {
      first.run();
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Empty while any process, this one included, has the store open.
  static Optional<StoreLock> alone(Path folder) throws IOException {
    Path file = file(folder);
    synchronized (HELD) {
      return HELD.containsKey(file)
          ? Optional.empty()
          : locked(file, false).map(channel -> entered(file, channel, true));
    }
  }

  private static Path file(Path folder) throws IOException {
    return folder.toRealPath().resolve("keepsake.lock");
  }

  private static Optional<FileChannel> locked(Path file, boolean shared) throws IOException {
    PrivateFiles.makeFile(file);
    var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      var lock =
          shared
              ? channel.lock(0, Long.MAX_VALUE, true)
              : channel.tryLock(0, Long.MAX_VALUE, false);
      if (lock == null) {
        channel.close();
      }
      return Optional.ofNullable(lock).map(_ -> channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static StoreLock entered(Path file, FileChannel channel, boolean alone) {
    var held = new Held(file, channel, alone);
    HELD.put(file, held);
    return new StoreLock(held);
  }

  @Override
  public void close() {
    synchronized (HELD) {
      if (closed) {
        return;
      }
      closed = true;
      held.holders--;
      if (held.holders > 0) {
        return;
      }
      HELD.remove(held.key);
      try {
        held.channel.close();
      } catch (IOException e) { // what was done under it stands
        LoggerFactory.getLogger(StoreLock.class)
            .warn("the lock {} could not be given back: {}", held.key, e.toString());
      }
    }
  }
}
