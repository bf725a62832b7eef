package dev.keepsake.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A private folder with a name that no other has, gone when it is closed. A process that is killed
/// leaves it behind for a later one to remove.
final class WorkingFolder implements AutoCloseable {
  /// Longer than anybody works in one without changing anything there.
  private static final Duration STALE = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(WorkingFolder.class);

  private final Path path;

  private WorkingFolder(Path path) {
    this.path = path;
  }

  static WorkingFolder in(Path parent, String prefix) throws IOException {
    return new WorkingFolder(Files.createTempDirectory(parent, prefix)); // 0700
  }

  Path path() {
    return path;
  }

  /// Removes the others of this prefix and owner, whoever works there.
  void removeOthers(String prefix) {
    removeOlder(prefix, Duration.ZERO);
  }

  /// Removes those others in which nothing has changed for long, by the file system's own clock.
  void removeStale(String prefix) {
    removeOlder(prefix, STALE);
  }

  private void removeOlder(String prefix, Duration age) {
    try {
      var latest = FileTime.from(changed(path).toInstant().minus(age));
      for (Path other : others(prefix)) {
        if (age.isZero() || changed(other).compareTo(latest) < 0) {
          BackupFiles.remove(other);
        }
      }
    } catch (IOException e) { // it takes space, and is in nobody's way
      LOG.warn(
          "what an earlier run has left in {} was not removed: {}", path.getParent(), reason(e));
    }
  }

  private List<Path> others(String prefix) throws IOException {
    var owner = Files.getOwner(path);
    try (Stream<Path> files = Files.list(path.resolveSibling("."))) {
      List<Path> named =
          files
              .map(Path::normalize)
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .filter(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !file.equals(path.normalize()))
              .toList();
      var ours = new java.util.ArrayList<Path>();
      for (Path file : named) {
        if (Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
          ours.add(file);
        }
      }
      return ours;
    }
  }

  /// When anything in there was last written.
  private static FileTime changed(Path folder) throws IOException {
    FileTime changed = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        FileTime of = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        changed = of.compareTo(changed) > 0 ? of : changed;
      }
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    return changed;
  }

  /// Never fails: what was done in it stands.
  @Override
  public void close() {
    try {
      BackupFiles.remove(path);
    } catch (IOException e) {
      LOG.warn("the folder {} could not be removed: {}", path, reason(e));
    }
  }

  private static String reason(IOException e) {
    return e.toString();
  }
}
