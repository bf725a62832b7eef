package dev.keepsake.server.observe;

/// What a caller may name its call, to find it in our log and audit trail.
public final class CorrelationId {
  /// The attribute of an HTTP request that has its id.
  public static final String ATTRIBUTE = "dev.keepsake.correlation_id";

  private static final int MAX_CHARACTERS = 128;

  private CorrelationId() {}

  /// Whether `text` is 1 to 128 printable ASCII characters: it goes into headers and log lines.
  public static boolean isValid(String text) {
    return !text.isBlank()
        && text.length() <= MAX_CHARACTERS
        && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }
}
