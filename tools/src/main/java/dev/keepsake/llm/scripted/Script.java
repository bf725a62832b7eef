package dev.keepsake.llm.scripted;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Answers of a model on file, to be given in its place: JSON Lines, a header first. The format is
/// in `docs/recording-format.md`. Immutable.
///
/// @param file its name
/// @param model as it is called in the log
public record Script(String file, String model, List<ScriptLine> lines) {
  private static final String FORMAT = "keepsake-model-script";
  private static final int VERSION = 1;

  public Script {
    lines = List.copyOf(lines);
  }

  /// @throws MemoryException with `INVALID_INPUT` if the file can't be read, or at the first line
  ///   that does not fit, naming it and the field
  public static Script read(Path path) {
    try {
      return parse(path.toString(), Files.readString(path));
    } catch (CharacterCodingException e) {
      throw new MemoryException(ErrorCode.INVALID_INPUT, path + " is not UTF-8.", e);
    } catch (IOException e) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT, "The script %s can't be read.".formatted(path), e);
    }
  }

  private static Script parse(String file, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT, file + " is empty: a script begins with its header.");
    }
    JsonLine header = JsonLine.parse(file, 1, lines.getFirst());
    header.only("format", "version", "model");
    if (!header.text("format").equals(FORMAT)) {
      throw header.refused("format", "a script says %s here".formatted(FORMAT));
    }
    if (header.count("version") != VERSION) {
      throw header.refused("version", "this program reads %d".formatted(VERSION));
    }
    return new Script(
        file,
        header.text("model"),
        IntStream.range(1, lines.size())
            .filter(i -> !lines.get(i).isBlank())
            .mapToObj(i -> ScriptLine.read(JsonLine.parse(file, i + 1, lines.get(i))))
            .toList());
  }

  /// How many answers it has.
  public int size() {
    return lines.size();
  }
}
