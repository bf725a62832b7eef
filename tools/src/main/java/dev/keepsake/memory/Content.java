package dev.keepsake.memory;

import java.util.OptionalInt;

/// The words of a memory, stored as they were given.
///
/// Control characters other than tab, line feed and carriage return are refused, and so are lone
/// surrogates, which no database can give back as they were.
public record Content(String text) {

  /// Longest content of any memory, in characters (code points). The tools allow less.
  public static final int MAX_CHARACTERS = 50_000;

  /// @throws IllegalArgumentException naming what is wrong with `text`
  public Content {
    if (text.isBlank()) {
      throw new IllegalArgumentException("content must not be empty or blank");
    }
    if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
      throw new IllegalArgumentException("content has more than " + MAX_CHARACTERS + " characters");
    }
    findRefused(text)
        .ifPresent(c -> {
          throw new IllegalArgumentException(
              "content holds the character U+%04X, which cannot be stored as text".formatted(c));
        });
  }

  /// The first character of `text` that no text may hold.
  public static OptionalInt findRefused(String text) {
    int at = 0;
    while (at < text.length()) { // no stream: this sees every text of a file of many memories
      int codePoint = text.codePointAt(at);
      if (isRefused(codePoint)) {
        return OptionalInt.of(codePoint);
      }
      at += Character.charCount(codePoint);
    }
    return OptionalInt.empty();
  }

  /// What `\s` is in the regular expressions of a JSON Schema: a text of nothing else is blank to
  /// every tool.
  public static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == '\uFEFF';
  }

  /// Whether no text may hold it.
  public static boolean isRefused(int codePoint) {
    boolean control = Character.isISOControl(codePoint);
    boolean layout = codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    return (control && !layout) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /// `text` with a space in the place of each character that no text may hold.
  public static String withoutRefused(String text) {
    return text.codePoints()
        .map(c -> isRefused(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// Identity of what is said, whatever its case, white space and final punctuation, and whatever
  /// no reader sees.
  public ContentHash hash() {
    return ContentHash.of(this);
  }
}
