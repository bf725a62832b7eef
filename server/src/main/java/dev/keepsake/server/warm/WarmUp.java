package dev.keepsake.server.warm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Makes the cache that a [CacheNote] is for, unless it is there. Any number of processes may ask
/// at once: one works, the others leave.
public final class WarmUp {
  private final CacheNote note;
  private final InstantSource clock;

  /// What came of it.
  public sealed interface Outcome {

    /// @param bytes of the cache
    record Recorded(Path cache, long bytes, Duration took) implements Outcome {}

    record UpToDate(Path cache) implements Outcome {}

    /// Another process is at it.
    record InProgress() implements Outcome {}

    /// The launcher goes on without a cache and does not ask again.
    record Failed(String reason) implements Outcome {}
  }

  public WarmUp(CacheNote note, InstantSource clock) {
    this.note = note;
    this.clock = clock;
  }

  public Outcome run() {
    try {
      return run(Program.running());
    } catch (Program.NotPackagedException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  Outcome run(Program program) {
    try {
      Files.createDirectories(note.folder());
      try (FileChannel channel = lockFile();
          FileLock lock = channel.tryLock()) {
        return lock == null ? new Outcome.InProgress() : alone(program);
      }
    } catch (IOException e) {
      return new Outcome.Failed("The folder " + note.folder() + " cannot be used: " + e + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("It was interrupted.");
    }
  }

  private FileChannel lockFile() throws IOException {
    return FileChannel.open(
        note.folder().resolve("warm.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private Outcome alone(Program program) throws IOException, InterruptedException {
    Jars jars = program.jars();
    Optional<Path> current = note.current(jars);
    note.removeOthers();
    return current.isPresent() && program.accepts(current.get())
        ? new Outcome.UpToDate(current.get())
        : record(program, jars);
  }

  private Outcome record(Program program, Jars jars) throws IOException, InterruptedException {
    Instant begin = clock.instant();
    try (var folder = TemporaryFolder.in(note.folder())) {
      String name = "keepsake-" + Long.toString(begin.toEpochMilli(), 36) + ".aot";
      note.put(new Recording(program, folder.path()).make(name), jars);
    } catch (Recording.FailedException | IOException e) {
      // noted, or else every start would try it again
      note.putFailure(jars);
      return new Outcome.Failed("No cache could be recorded: " + e.getMessage() + ".");
    }
    note.removeOthers(); // the one that was replaced
    Path cache = note.current(jars).orElseThrow();
    return new Outcome.Recorded(cache, Files.size(cache), Duration.between(begin, clock.instant()));
  }
}
