package dev.keepsake.rules;

import dev.keepsake.TestMemory;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.transfer.ExportOptions;
import dev.keepsake.transfer.ExportSummary;
import dev.keepsake.transfer.ImportMemories.Source;
import dev.keepsake.transfer.ImportSummary;
import dev.keepsake.transfer.TransferWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/// Exports and imports as a test asks for them, and files as nobody should write them.
final class Transfers {
  static final ExportOptions ALL = new ExportOptions(true, false, TimeAsked.NOW, "test");
  static final ExportOptions WITHOUT_VECTORS =
      new ExportOptions(false, false, TimeAsked.NOW, "test");
  static final ExportOptions ACTIVE = new ExportOptions(true, true, TimeAsked.NOW, "test");

  /// An export and what was said of it.
  record Exported(String text, ExportSummary summary) {
    List<String> lines() {
      return text.lines().toList();
    }

    /// Without the first and the last.
    List<String> memories() {
      return lines().subList(1, lines().size() - 1);
    }
  }

  private Transfers() {}

  static Exported export(TestMemory memory, ExportOptions options) {
    return export(memory, options, TransferWatch.NOBODY);
  }

  static Exported export(TestMemory memory, ExportOptions options, TransferWatch watch) {
    var out = new ByteArrayOutputStream();
    try {
      var summary = memory.keepsake.exportMemories().run(memory.caller(), options, out, watch);
      return new Exported(out.toString(StandardCharsets.UTF_8), summary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(Path folder, String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "export", ".jsonl"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImportSummary bring(TestMemory memory, Path file) {
    return bring(memory, file, TransferWatch.NOBODY);
  }

  static ImportSummary bring(TestMemory memory, Path file, TransferWatch watch) {
    return memory.keepsake.importMemories().run(memory.caller(), Source.of(file), false, watch);
  }

  static ImportSummary tryOut(TestMemory memory, Path file) {
    return memory
        .keepsake
        .importMemories()
        .run(memory.caller(), Source.of(file), true, TransferWatch.NOBODY);
  }

  /// The export with `change` made to its line of that number, from 1, and a checksum that fits
  /// again: as someone writes who knows the format.
  static String forged(Exported export, int line, UnaryOperator<String> change) {
    var lines = new ArrayList<>(export.lines().subList(0, export.lines().size() - 1));
    String changed = change.apply(lines.get(line - 1));
    if (changed.equals(lines.get(line - 1))) {
      throw new IllegalArgumentException("nothing was changed in " + changed);
    }
    lines.set(line - 1, changed);
    return sealed(lines);
  }

  /// `lines` with a last line that fits them.
  static String sealed(List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    return text
        + "{\"end\":\"keepsake-memories\",\"memories\":%d,\"sha256\":\"%s\"}\n"
            .formatted(lines.stream().skip(1).filter(Transfers::isMemory).count(), sha256(text));
  }

  private static boolean isMemory(String line) {
    return !line.matches("(?s)\\{\"(raw_memory|conversation|message_of)\":.*");
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
