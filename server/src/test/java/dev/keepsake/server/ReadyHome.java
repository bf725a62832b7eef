package dev.keepsake.server;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// A data folder as the first start of a process leaves it, with no memory: to unpack the model and
/// to migrate a file takes a second, and is not what most tests ask.
public final class ReadyHome implements TempDirFactory {
  private static final String DATABASE = "keepsake.db";
  private static final String NATIVE = "native";

  /// Before any moment that a test sets.
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    Path home = withModel(Files.createTempDirectory("ready-home"));
    Files.copy(Migrated.FILE, home.resolve(DATABASE), StandardCopyOption.COPY_ATTRIBUTES);
    return home;
  }

  /// What is unpacked, all tests share.
  private static Path withModel(Path home) throws IOException {
    Path shared = Path.of(System.getProperty("java.io.tmpdir"), "keepsake-test-model");
    Files.createDirectories(shared);
    Files.createSymbolicLink(home.resolve(NATIVE), shared);
    return home;
  }

  private static final class Migrated {
    static final Path FILE = make();

    private static Path make() {
      try {
        Path home = withModel(Files.createTempDirectory(Path.of("target"), "ready-home"));
        Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.fixed(MADE)).close();
        return home.resolve(DATABASE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
