package dev.keepsake.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The only exception that crosses a package boundary. The message is written for the caller: what
/// was wrong and what to do; SQL, paths and class names stay in the cause.
public final class MemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String field;

  public MemoryException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public MemoryException(ErrorCode code, String message, Throwable cause) {
    this(code, message, null, cause);
  }

  private MemoryException(
      ErrorCode code, String message, @Nullable String field, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.field = field;
  }

  /// `INVALID_INPUT`, for what is wrong about one field.
  public static MemoryException ofField(String field, String message) {
    return new MemoryException(ErrorCode.INVALID_INPUT, message, field, null);
  }

  /// The same, with what was met.
  public static MemoryException ofField(String field, String message, Throwable cause) {
    return new MemoryException(ErrorCode.INVALID_INPUT, message, field, cause);
  }

  /// Of another kind, for what is wrong about one field.
  public static MemoryException ofField(ErrorCode code, String field, String message) {
    return new MemoryException(code, message, field, null);
  }

  public ErrorCode code() {
    return code;
  }

  /// The name of the field that is wrong, where it is one.
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /// The same with this as its cause, for a thread that waited for the one that threw this.
  public MemoryException rethrown() {
    return new MemoryException(code, String.valueOf(getMessage()), field, this);
  }
}
