package dev.keepsake.store.sqlite;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite's native library, unpacked once into the data folder. Left to itself the driver starts a
/// program to learn on what system it is, and unpacks into the temporary folder, at every start.
final class SqliteLibrary {
  /// Read by the driver when it loads its library; if that fails, it goes its own way.
  private static final String PROPERTY = "org.sqlite.lib.path";

  private final Path folder;

  /// @param home the data folder
  SqliteLibrary(Path home) {
    this.folder =
        home.toAbsolutePath()
            .resolve("native")
            .resolve(
                "sqlite-" + SQLiteJDBCLoader.getVersion() + "-" + System.getProperty("os.arch"));
  }

  /// Tells the driver where the library is. Without effect once it is loaded.
  void announce() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    try {
      unpack();
      System.setProperty(PROPERTY, folder.toString());
    } catch (IOException e) {
      LoggerFactory.getLogger(SqliteLibrary.class)
          .info("the SQLite library is unpacked at every start: {}", e.toString());
    }
  }

  /// @return where it is
  Path unpack() throws IOException {
    Path library = folder.resolve(LibraryLoaderUtil.getNativeLibName());
    if (!Files.isRegularFile(library)) {
      PrivateFiles.makeFolder(folder);
      Path aside = Files.createTempFile(folder, "library", ".part"); // private; its name our own
      try (InputStream in = open()) {
        Files.copy(in, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside, library, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    }
    return library;
  }

  private static InputStream open() throws IOException {
    String path =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(path);
    if (in == null) {
      throw new FileNotFoundException(path + " is not on the class path");
    }
    return in;
  }
}
