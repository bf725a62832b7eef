package dev.keepsake.eval.dataset;

import java.util.List;

/// A dataset that cannot be used as it is. The message names the file, and where it can the line or
/// the case and the field.
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final List<String> problems;

  DatasetException(String file, int line, String field, String problem) {
    super(file + ", line " + line + ", field " + field + ": " + problem);
    this.file = file;
    this.problems = List.of("line " + line + ", field " + field + ": " + problem);
  }

  DatasetException(String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
    this.file = file;
    this.problems = List.of(problem);
  }

  /// @param problems all that was found, not empty; each names its place in the file
  DatasetException(String file, List<String> problems) {
    super(file + ": " + String.join("; ", problems));
    this.file = file;
    this.problems = List.copyOf(problems);
  }

  /// What messages call the file.
  public String file() {
    return file;
  }

  /// Everything that is wrong, each with its place in the file, without the file's name.
  public List<String> problems() {
    return problems;
  }
}
