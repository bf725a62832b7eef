package dev.keepsake.embed.openai;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingResult;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Cuts a text into pieces that fit the model, in its order and without overlap: in the last
/// quarter of a piece at the latest end of a sentence, failing that at the latest space, failing
/// that between two characters.
final class TextWindows {
  /// OpenAI's models take 8,191 tokens. A little less, since a piece that is cut anew can have a
  /// few tokens more than it had inside the whole.
  static final int CAPACITY = 8_000;

  private static final String ENDS = ".!?…。！？।۔؟\n";

  private TextWindows() {}

  /// Read when the first long text comes: its tables take some hundred milliseconds.
  private static final class Tokens {
    static final Encoding ENCODING =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
  }

  /// @return at least one piece, none of them blank
  static List<String> cut(String text) {
    var pieces = new ArrayList<String>();
    String rest = text;
    while (!surelyFits(rest)) {
      EncodingResult fitting = Tokens.ENCODING.encodeOrdinary(rest, CAPACITY);
      if (!fitting.isTruncated()) {
        break;
      }
      int end = cutBefore(rest, fitting.getLastProcessedCharacterIndex() + 1);
      pieces.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    pieces.add(rest);
    return pieces.stream().filter(piece -> !piece.isBlank()).toList();
  }

  /// A token is at least one byte of UTF-8, so that short texts need not be counted.
  static int mostTokens(String piece) {
    return Math.min(CAPACITY, bytes(piece));
  }

  private static boolean surelyFits(String text) {
    return text.length() <= CAPACITY && bytes(text) <= CAPACITY;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int cutBefore(String text, int end) {
    int earliest = end - end / 4;
    int space = 0;
    for (int i = end; i > earliest; i--) {
      if (ENDS.indexOf(text.charAt(i - 1)) >= 0) {
        return i;
      }
      if (space == 0 && Character.isWhitespace(text.charAt(i - 1))) {
        space = i;
      }
    }
    if (space > 0) {
      return space;
    }
    return end > 1 && Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
  }
}
