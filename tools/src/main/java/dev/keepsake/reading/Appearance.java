package dev.keepsake.reading;

import java.text.Normalizer;
import java.util.Optional;

/// What two statements share between which no reader sees a difference.
public final class Appearance {
  private static final String BLANK = "%20";

  private Appearance() {}

  /// `text` in Unicode's NFKC, with the characters that entities stand for, without invisible
  /// characters, and with Latin letters where letters of other alphabets look the same in a word
  /// that has Latin ones. A text that is one word with encoded blanks is decoded, an address is
  /// not; nothing is decoded twice, since what is about `&lt;` says something else than what is
  /// about `<`.
  public static String of(String text) {
    String composed = Normalizer.normalize(decoded(text), Normalizer.Form.NFKC);
    if (composed.chars().allMatch(c -> c < 0x80 && !Invisible.is(c))) {
      return composed;
    }
    var seen = new StringBuilder(composed.length());
    composed.codePoints().filter(c -> !Invisible.is(c)).forEach(seen::appendCodePoint);
    return seen.isEmpty() ? composed : Lookalikes.same(seen.toString());
  }

  private static String decoded(String text) {
    boolean percent =
        text.contains(BLANK)
            && !text.contains("://")
            && text.strip().chars().noneMatch(Character::isWhitespace);
    if (!percent && text.indexOf('&') < 0) {
      return text;
    }
    var decoded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      Optional<Piece> piece = piece(text, at, percent);
      decoded.append(piece.map(Piece::text).orElse(text.substring(at, at + 1)));
      at = piece.map(Piece::to).orElse(at + 1);
    }
    return decoded.toString();
  }

  private static Optional<Piece> piece(String text, int at, boolean percent) {
    return switch (text.charAt(at)) {
      case '&' -> Entities.at(text, at).filter(piece -> text.charAt(piece.to() - 1) == ';');
      case '%' -> percent ? Percent.at(text, at) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
