package dev.keepsake.eval.run;

import dev.keepsake.extract.Extractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which rules the local extractor follows. Its vocabularies and its code are in one folder of the
/// class path, and all of that is hashed: a rule can't change and keep the version.
final class ExtractorVersion {
  private ExtractorVersion() {}

  /// SHA-256 over every file of the extractor, by path, in hexadecimal digits. Another compiler may
  /// give another for the same rules, never the same for others.
  ///
  /// @throws UncheckedIOException if the files can't be read
  static String sha256() {
    String name = Extractor.class.getSimpleName() + ".class";
    URL type = Objects.requireNonNull(Extractor.class.getResource(name));
    try {
      if (type.openConnection() instanceof JarURLConnection jar) {
        try (FileSystem files = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
          return sha256(files.getPath(jar.getEntryName()).resolveSibling(""));
        }
      }
      return sha256(Path.of(type.toURI()).resolveSibling(""));
    } catch (IOException e) {
      throw new UncheckedIOException("the rules of the extractor can't be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class that is loaded has an address", e);
    }
  }

  private static String sha256(Path folder) throws IOException {
    MessageDigest digest = digest();
    for (var file : files(folder).entrySet()) {
      byte[] content = Files.readAllBytes(file.getValue());
      // the length too: what ends one file must not pass for the beginning of the next
      String head = "%s %d\n".formatted(file.getKey(), content.length);
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      digest.update(content);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static SortedMap<String, Path> files(Path folder) throws IOException {
    var files = new TreeMap<String, Path>();
    try (Stream<Path> found = Files.walk(folder)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
    }
    return files;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
