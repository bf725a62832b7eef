package dev.keepsake.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keepsake.eval.report.JUnitXml;
import dev.keepsake.eval.report.RunFile;
import dev.keepsake.eval.report.RunJson;
import dev.keepsake.eval.report.WritePage;
import dev.keepsake.eval.report.WriteReport;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where a run of an evaluation is kept.
record RunFolder(Path path) {

  /// Made if it is not there.
  ///
  /// @throws FileFailure if it can't be
  RunFolder {
    path = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new FileFailure(
          "The folder " + path + " could not be made (" + NewFile.reason(e) + ").", e);
    }
  }

  /// The usual one.
  ///
  /// @param dataset the name of its file
  static Path usual(Path home, String dataset, String subject) {
    String name = dataset.replaceFirst("(?i)\\.jsonl?$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    return base(home).resolve(name + "-" + subject);
  }

  /// Under which the usual ones are.
  static Path base(Path home) {
    return home.resolve("eval-runs");
  }

  /// What a run leaves for others to read.
  List<Path> artifacts() {
    return List.of(path.resolve(RunFile.NAME), path.resolve("junit.xml"), page());
  }

  Path journal() {
    return path.resolve("journal.jsonl");
  }

  Path page() {
    return path.resolve("report.html");
  }

  /// Replaces what an earlier run left.
  void write(WriteReport report) {
    write("junit.xml", JUnitXml.of(report));
    write("report.html", WritePage.html(report));
    write(RunFile.NAME, pretty(report));
  }

  private static String pretty(WriteReport report) {
    try {
      return WireJson.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(RunJson.of(report));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    new NewFile(path.resolve(name), true)
        .write(out -> {
          out.write(text.getBytes(StandardCharsets.UTF_8));
          return name;
        });
  }
}
