package dev.keepsake.eval.recording;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.scripted.JsonLine;
import dev.keepsake.memory.Sha256;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A recording as it was read from a file of JSON Lines. Immutable.
///
/// @param file its name
/// @param sha256 of its text, in hexadecimal digits
/// @param cases by their id; where a case was recorded twice, the later one
public record Recording(
    String file, String sha256, RecordingHeader header, Map<String, RecordedCase> cases) {
  public Recording {
    cases = Map.copyOf(cases);
  }

  /// @throws MemoryException with `INVALID_INPUT` if the file can't be read, or at the first line
  ///   that does not fit, naming it and the field
  public static Recording read(Path path) {
    try {
      return parse(path.getFileName().toString(), Files.readString(path));
    } catch (CharacterCodingException e) {
      throw new MemoryException(ErrorCode.INVALID_INPUT, path + " is not UTF-8.", e);
    } catch (IOException e) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT, "The recording " + path + " can't be read.", e);
    }
  }

  /// @param file what messages call it
  static Recording parse(String file, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT, file + " is empty: a recording begins with its header.");
    }
    RecordingHeader header = RecordingFormat.header(JsonLine.parse(file, 1, lines.getFirst()));
    var cases = new LinkedHashMap<String, RecordedCase>();
    for (int number = 2; number <= lines.size(); number++) {
      RecordedCase one =
          RecordingFormat.recordedCase(JsonLine.parse(file, number, lines.get(number - 1)));
      cases.put(one.caseId(), one);
    }
    return new Recording(file, Sha256.hex(text), header, cases);
  }

  public Optional<RecordedCase> find(String caseId) {
    return Optional.ofNullable(cases.get(caseId));
  }
}
