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
/// JDK and which jar it was recorded. Newer than every jar, or it is good for none.
///
/// Written after the cache and renamed, so that what it names is complete.
///
/// @param key the launcher's words; nothing but it looks into them
public record CacheNote(Path file, String key) {
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
  Optional<Path> current(List<Path> jars) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() != 2 || lines.getFirst().isEmpty() || !lines.getLast().equals(key)) {
      return Optional.empty();
    }
    FileTime written = Files.getLastModifiedTime(file);
    for (Path jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(written) >= 0) {
        return Optional.empty();
      }
    }
    return Optional.of(folder().resolve(lines.getFirst())).filter(Files::isRegularFile);
  }

  /// Takes `recorded` in as the cache for `jars`.
  void put(Path recorded, List<Path> jars) throws IOException {
    Path cache = folder().resolve(recorded.getFileName());
    try (var channel = FileChannel.open(recorded, StandardOpenOption.WRITE)) {
      channel.force(true); // a cache that is damaged inside can bring the JVM down
    }
    Files.move(recorded, cache, StandardCopyOption.ATOMIC_MOVE);
    write(cache.getFileName().toString(), jars);
  }

  /// Notes that there will be no cache for `jars`.
  void putFailure(List<Path> jars) throws IOException {
    write("", jars);
  }

  private void write(String name, List<Path> jars) throws IOException {
    // not private: whoever may run the jars may use their cache
    Path aside = folder().resolve("note-" + ProcessHandle.current().pid() + ".part");
    Files.writeString(aside, name + "\n" + key + "\n");
    FileTime newest = FileTime.fromMillis(0);
    for (Path jar : jars) {
      FileTime time = Files.getLastModifiedTime(jar);
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    if (newest.compareTo(Files.getLastModifiedTime(aside)) >= 0) { // jars from a clock ahead
      Files.setLastModifiedTime(aside, FileTime.fromMillis(newest.toMillis() + 2_000));
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
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
    return path.getFileName().toString().endsWith(".note");
  }

  private static String name(Path note) {
    try {
      return Files.readAllLines(note).getFirst();
    } catch (IOException | NoSuchElementException e) {
      return ""; // it names nothing that could be used
    }
  }
}
