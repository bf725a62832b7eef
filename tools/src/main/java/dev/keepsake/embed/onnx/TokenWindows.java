package dev.keepsake.embed.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Cuts the tokens of a text into pieces that fit the model, each between the two special tokens.
///
/// The text is tokenized once and the cut is made between tokens, so no piece can be too long and
/// no character is cut. In the last quarter of a piece the latest end of a sentence is taken;
/// failing that the latest beginning of a word; failing that (one word of hundreds of tokens) the
/// window's end. Pieces do not overlap.
final class TokenWindows {
  /// What the model was made for: 512 positions, of which the special tokens take two.
  static final int CAPACITY = 510;

  private static final int EARLIEST_CUT = CAPACITY - CAPACITY / 4;
  private static final Set<String> ENDS_BEFORE_SPACE = Set.of(".", "!", "?", "…");
  private static final Set<String> ENDS = Set.of("。", "！", "？", "।", "۔", "؟");

  private final long opening;
  private final long closing;

  TokenWindows(long opening, long closing) {
    this.opening = opening;
    this.closing = closing;
  }

  /// At least one window, which is empty but for its specials where the tokenizer dropped all of
  /// the text (control characters, for example).
  ///
  /// @param encoding without special tokens
  List<long[]> cut(Encoding encoding) {
    long[] ids = encoding.getIds();
    List<long[]> windows = new ArrayList<>();
    int start = 0;
    while (ids.length - start > CAPACITY) {
      int end = cutBefore(encoding, start);
      windows.add(window(ids, start, end));
      start = end;
    }
    windows.add(window(ids, start, ids.length));
    return windows;
  }

  /// Whether the model has a token for each word of a text that has words. Its vocabulary puts the
  /// special ones, of which "unknown" is one, in brackets; a bracket of the text is a token of one
  /// character.
  static boolean everyWordKnown(Encoding encoding) {
    String[] tokens = encoding.getTokens();
    return tokens.length > 0
        && Arrays.stream(tokens).noneMatch(token -> token.length() > 1 && token.startsWith("["));
  }

  private static int cutBefore(Encoding encoding, int start) {
    int wordStart = start + CAPACITY;
    boolean found = false;
    for (int i = start + CAPACITY; i > start + EARLIEST_CUT; i--) {
      if (endsSentence(encoding, i - 1)) {
        return i;
      }
      if (!found && !encoding.getTokens()[i].startsWith("##")) {
        wordStart = i;
        found = true;
      }
    }
    return wordStart;
  }

  private static boolean endsSentence(Encoding encoding, int i) {
    String token = encoding.getTokens()[i];
    return ENDS.contains(token)
        || (ENDS_BEFORE_SPACE.contains(token) && spaceFollows(encoding.getCharTokenSpans(), i));
  }

  private static boolean spaceFollows(CharSpan[] spans, int i) {
    return spans[i + 1].getStart() > spans[i].getEnd();
  }

  private long[] window(long[] ids, int start, int end) {
    long[] window = new long[end - start + 2];
    window[0] = opening;
    System.arraycopy(ids, start, window, 1, end - start);
    window[window.length - 1] = closing;
    return window;
  }
}
