package dev.keepsake.conversation;

import java.util.List;

/// Where the new part of a history begins, of which some was stored before. Pure.
///
/// A history is sent again and again: whole, or as a window that slides; before what is known may
/// stand what was trimmed here, or a preamble that is another each time. So what is looked for is
/// the longest run of messages at the end of what is stored that is somewhere in what is sent; of
/// equal ones the last. What follows it is new. Where the last answer was made again, or a question
/// asked otherwise, the end of what is stored is nowhere: then the longest run that is in both
/// counts, if it has two messages at least, since one alone may be said again any time.
final class Overlap {
  private static final int SURE = 2;

  private Overlap() {}

  /// @param stored the newest that are stored, in order
  /// @param sent in order; both by what makes messages the same
  /// @return how many of `sent` are known, from its beginning
  static int known(List<String> stored, List<String> sent) {
    int longest = 0;
    int end = 0;
    int longestInside = SURE - 1;
    int endInside = 0;
    int[] before = new int[sent.size() + 1];
    for (int i = 1; i <= stored.size(); i++) {
      int[] runs = runs(before, stored.get(i - 1), sent);
      boolean last = i == stored.size();
      for (int j = 1; j <= sent.size(); j++) {
        if (last && runs[j] > 0 && runs[j] >= longest) {
          longest = runs[j];
          end = j;
        }
        if (runs[j] > longestInside) {
          longestInside = runs[j];
          endInside = j;
        }
      }
      before = runs;
    }
    return longest > 0 ? end : endInside;
  }

  /// How long the run is that ends at each place of `sent` and at the one stored message.
  private static int[] runs(int[] before, String stored, List<String> sent) {
    int[] runs = new int[before.length];
    for (int j = 1; j < runs.length; j++) {
      runs[j] = stored.equals(sent.get(j - 1)) ? before[j - 1] + 1 : 0;
    }
    return runs;
  }
}
