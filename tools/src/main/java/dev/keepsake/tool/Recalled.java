package dev.keepsake.tool;

import java.util.regex.Pattern;

/// The mark around memories wherever they are given to a model as text, so that what comes back in
/// a message is known for what it is: nothing that anybody has said now, and nothing to be learned
/// again.
public final class Recalled {
  private static final String BEGIN = "<recalled_memories>";
  private static final String END = "</recalled_memories>";

  /// What a model may take for the mark, however it is spaced.
  private static final Pattern LIKE_A_MARK =
      Pattern.compile(
          "<(?=[\\s/]{0,8}recalled[\\s_-]{0,8}memories)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Recalled() {}

  /// `memories` in the mark, which no memory can end.
  public static String mark(String memories) {
    return BEGIN + "\n" + LIKE_A_MARK.matcher(memories).replaceAll("(") + "\n" + END;
  }

  /// `text` without what is marked in it; a mark that is not closed reaches to the end.
  public static String without(String text) {
    int begin = find(text, BEGIN, 0);
    if (begin < 0) {
      return text;
    }
    var rest = new StringBuilder();
    int from = 0;
    while (begin >= 0) {
      rest.append(text, from, begin);
      int end = find(text, END, begin);
      from = end < 0 ? text.length() : end + END.length();
      begin = find(text, BEGIN, from);
    }
    return rest.append(text, from, text.length()).toString();
  }

  private static int find(String text, String mark, int from) {
    for (int at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
      if (text.regionMatches(true, at, mark, 0, mark.length())) {
        return at;
      }
    }
    return -1;
  }
}
