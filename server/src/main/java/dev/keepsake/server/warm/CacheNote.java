package dev.keepsake.server.warm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The file by which the launcher finds a cache: its first line is the cache's name in the same
/// folder (empty: recording failed, and is not worth another attempt), its second says for which
/// JDK and which jar it was recorded. It is good for jars of which the main one has the very time
/// of the stamp, an empty file beside it, and the others are older than the note.
///
/// Written after the cache and the stamp and renamed, so that what it names is complete.
///
/// @param key the launcher's words; nothing but it looks into them
public record CacheNote(Path file, String key) {
  private static final String SUFFIX = ".note";

  public CacheNote {
    file = file.toAbsolutePath();
    if (key.isBlank() || key.lines().count() != 1) {
      throw new IllegalArgumentException("a key is one line");
    }
  }

  Path folder() {
    return Objects.requireNonNull(file.getParent());
  }

  /// The cache that is noted, if it is there and good for `jars`.
  Optional<Path> current(Jars jars) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isRegularFile(stamp())) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() != 2 || lines.getFirst().isEmpty() || !lines.getLast().equals(key)) {
      return Optional.empty();
    }
    if (!Files.getLastModifiedTime(stamp()).equals(jars.built())
        || jars.newestLibrary().compareTo(Files.getLastModifiedTime(file)) >= 0) {
      return Optional.empty();
    }
    return Optional.of(folder().resolve(lines.getFirst())).filter(Files::isRegularFile);
  }

  /// Takes `recorded` in as the cache for `jars`.
  void put(Path recorded, Jars jars) throws IOException {
    Path cache = folder().resolve(recorded.getFileName());
    try (var channel = FileChannel.open(recorded, StandardOpenOption.WRITE)) {
      channel.force(true); // a cache that is damaged inside can bring the JVM down
    }
    Files.move(recorded, cache, StandardCopyOption.ATOMIC_MOVE);
    write(cache.getFileName().toString(), jars);
  }

  /// Notes that there will be no cache for `jars`.
  void putFailure(Jars jars) throws IOException {
    write("", jars);
  }

  private void write(String name, Jars jars) throws IOException {
    // not private: whoever may run the jars may use their cache
    Path aside = folder().resolve("note-" + ProcessHandle.current().pid() + ".part");
    Files.writeString(aside, "");
    Files.setLastModifiedTime(aside, jars.built());
    Files.move(aside, stamp(), StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(aside, name + "\n" + key + "\n");
    FileTime newest = jars.newestLibrary();
    if (newest.compareTo(Files.getLastModifiedTime(aside)) >= 0) { // jars from a clock ahead
      Files.setLastModifiedTime(aside, FileTime.fromMillis(newest.toMillis() + 2_000));
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path stamp() {
    String name = file.getFileName().toString();
    int end = name.endsWith(SUFFIX) ? name.length() - SUFFIX.length() : name.length();
    return file.resolveSibling(name.substring(0, end) + ".stamp");
  }

  /// Removes the caches that no note of this folder names, and what recordings left that were cut
  /// off. A process that runs on one keeps it, but for Windows, where it stays until the next time.
  void removeOthers() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> all = files.toList();
      List<String> named = all.stream().filter(CacheNote::isNote).map(CacheNote::name).toList();
      for (Path other : all) {
        String name = other.getFileName().toString();
        boolean old = name.endsWith(".aot") && !named.contains(name);
        if (old || name.endsWith(".part")) {
          TemporaryFolder.delete(other);
        }
      }
    }
  }

  private static boolean isNote(Path path) {
    return path.getFileName().toString().endsWith(SUFFIX);
  }

  private static String name(Path note) {
    try {
      return Files.readAllLines(note).getFirst();
    } catch (IOException | NoSuchElementException e) {
      return ""; // it names nothing that could be used
    }
  }
}
