package dev.keepsake.eval.dataset;

/// A dataset that cannot be used as it is. The message names the file, and where it can the line
/// and the field.
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatasetException(String file, int line, String field, String problem) {
    super(file + ", line " + line + ", field " + field + ": " + problem);
  }

  DatasetException(String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
