package dev.keepsake.eval.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keepsake.eval.observe.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What a run has observed so far, in a file that an interrupted run goes on from: JSON Lines, the
/// first of which says what run it is. A last line that was torn off counts as not written. Not
/// thread-safe.
public final class Journal {
  private static final int FORMAT = 1;

  private final Path file;
  private final Head head;

  /// What a run must have in common with an earlier one to go on from it.
  ///
  /// @param datasetSha256 of the dataset's bytes
  /// @param subject its name
  /// @param parameters of the subject
  record Head(
      int format, String datasetSha256, String subject, SortedMap<String, String> parameters) {}

  private Journal(Path file, Head head) {
    this.file = file;
    this.head = head;
  }

  /// @param file need not be there; its folder must
  public static Journal of(Path file, String datasetSha256, Subject subject) {
    return new Journal(file, new Head(FORMAT, datasetSha256, subject.name(), subject.parameters()));
  }

  /// What was observed by the same run before it was interrupted, by the id of the case. Whatever
  /// else is in the file is dropped.
  ///
  /// @throws UncheckedIOException if the file can't be read or written
  Map<String, Observation> resume() {
    Map<String, Observation> observed = read();
    begin(observed);
    return observed;
  }

  private Map<String, Observation> read() {
    var observed = new LinkedHashMap<String, Observation>();
    if (!Files.exists(file)) {
      return observed;
    }
    try {
      // a torn line may end within a letter, which readAllLines would not take
      List<String> lines = new String(Files.readAllBytes(file), UTF_8).lines().toList();
      if (lines.isEmpty() || !ObservationJson.read(lines.getFirst(), Head.class).equals(head)) {
        return observed;
      }
      for (String line : lines.subList(1, lines.size())) {
        Observation one = ObservationJson.read(line, Observation.class);
        observed.put(one.caseId(), one);
      }
      return observed;
    } catch (JsonProcessingException e) {
      return observed; // the line was torn off, and so nothing follows it
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " can't be read", e);
    }
  }

  /// Rewritten, so that what is added does not follow a torn line.
  private void begin(Map<String, Observation> observed) {
    var lines = new ArrayList<String>();
    lines.add(ObservationJson.write(head));
    observed.values().forEach(one -> lines.add(ObservationJson.write(one)));
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " can't be written", e);
    }
  }

  /// @throws UncheckedIOException if the file can't be written
  void add(Observation one) {
    try {
      Files.writeString(file, ObservationJson.write(one) + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " can't be written", e);
    }
  }

  /// Forgets what was observed: the run is done, or is to begin anew.
  ///
  /// @throws UncheckedIOException if the file can't be deleted
  public void discard() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " can't be deleted", e);
    }
  }
}
