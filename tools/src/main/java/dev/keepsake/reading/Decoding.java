package dev.keepsake.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts what is encoded in the place of the encoded: percent signs, entities, escapes, base64 and
/// hexadecimal digits. Of the text only what stands around that is kept, since the rest was read
/// before: never makes a text longer.
final class Decoding {
  /// How many characters before and behind may belong to what is said.
  private static final int AROUND = 240;

  private Decoding() {}

  /// `source` itself if nothing in it is encoded.
  static Reading of(Reading source) {
    String text = source.text();
    List<Piece> pieces = pieces(text);
    if (pieces.isEmpty()) {
      return source;
    }
    var decoded = new ReadingBuilder(source);
    int done = 0;
    for (Piece piece : pieces) {
      if (piece.from() - done > 2 * AROUND) {
        decoded.copy(done, after(text, done));
        done = before(text, piece.from());
        decoded.add('\n', done, done + 1);
      }
      decoded.copy(done, piece.from());
      decoded.add(piece.text(), piece.from(), piece.to());
      done = piece.to();
    }
    decoded.copy(done, after(text, done));
    return decoded.build();
  }

  private static int before(String text, int from) {
    int at = from - AROUND;
    while (at < from && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int after(String text, int from) {
    int at = Math.min(text.length(), from + AROUND);
    while (at > from && at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return at;
  }

  /// In the order of the text; of two that overlap the longer.
  private static List<Piece> pieces(String text) {
    var found = new ArrayList<>(Escapes.in(text));
    found.addAll(Base64Runs.in(text));
    found.addAll(HexRuns.in(text));
    found.sort(Comparator.comparingInt(Piece::from));
    var pieces = new ArrayList<Piece>();
    for (Piece piece : found) {
      if (pieces.isEmpty() || pieces.getLast().to() <= piece.from()) {
        pieces.add(piece);
      } else if (pieces.getLast().length() < piece.length()) {
        pieces.set(pieces.size() - 1, piece);
      }
    }
    return pieces;
  }
}
