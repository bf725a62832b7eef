package dev.keepsake.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The statements of one dialect, read once each in a process from `sql/<dialect>/<name>.sql`, else
/// from `sql/common/<name>.sql`.
final class SqlFiles {
  /// By the names of dialects.
  private static final Map<String, Map<String, String>> READ = new ConcurrentHashMap<>();

  private final String dialect;
  private final Map<String, String> texts;

  SqlFiles(Dialect dialect) {
    this.dialect = dialect.name();
    this.texts = READ.computeIfAbsent(this.dialect, _ -> new ConcurrentHashMap<>());
  }

  /// @throws IllegalStateException if neither file is on the class path
  String text(String name) {
    return texts.computeIfAbsent(name, this::load);
  }

  private String load(String name) {
    for (String directory : new String[] {dialect, "common"}) {
      String path = "/sql/" + directory + "/" + name + ".sql";
      try (InputStream in = SqlFiles.class.getResourceAsStream(path)) {
        if (in != null) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read statement " + path, e);
      }
    }
    throw new IllegalStateException("no sql file for " + dialect + "/" + name);
  }
}
