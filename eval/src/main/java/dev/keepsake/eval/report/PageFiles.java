package dev.keepsake.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/// What a page carries in itself, so that it needs no network: its style, its script, and the
/// library that draws the charts.
final class PageFiles {
  private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private PageFiles() {}

  static String style() {
    return text("writes.css");
  }

  static String script() {
    return text("writes.js");
  }

  /// Chart.js, without the address of its source map, which a browser would ask for.
  static String library() {
    String version = version();
    return text("/META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.min.js")
        .replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static String version() {
    var properties = new Properties();
    try (InputStream in = stream(WEBJAR)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + WEBJAR, e);
    }
    return properties.getProperty("version");
  }

  /// What a content security policy calls a script that is part of the page.
  static String hash(String script) {
    try {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sha256) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(String path) {
    try (InputStream in = stream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static InputStream stream(String path) throws IOException {
    InputStream in = PageFiles.class.getResourceAsStream(path);
    if (in == null) {
      throw new IOException(path + " is not on the class path");
    }
    return in;
  }
}
