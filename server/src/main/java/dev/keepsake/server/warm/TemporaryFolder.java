package dev.keepsake.server.warm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// A folder that goes with the recording for which it was made.
record TemporaryFolder(Path path) implements AutoCloseable {

  /// @param parent where the cache will be: a rename must not cross file systems
  static TemporaryFolder in(Path parent) throws IOException {
    return new TemporaryFolder(
        Files.createDirectory(
            parent.resolve("recording-" + ProcessHandle.current().pid() + ".part")));
  }

  @Override
  public void close() {
    delete(path);
  }

  static void delete(Path path) {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LoggerFactory.getLogger(TemporaryFolder.class).info("left behind: {}", path, e);
    }
  }
}
