package dev.keepsake.conversation;

import java.util.List;

/// Where the new part of a history begins, of which some was stored before. Pure.
///
/// A history is sent again and again: whole, or as a window that slides; before what is known may
/// stand what was trimmed here, or a preamble that is another each time, and what is stored may
/// have answers that were made again since, which are not sent any more. Two things are looked for:
///
/// 1. the longest part of what is sent that is found in what is stored in its order, whatever
///    stands there between, and ends with the newest that is stored. Of equal ones it is the last,
///    but the first where it is all that was ever stored: a client that has said the same before
///    has said it again.
/// 2. the longest run that is in both without a gap, wherever it stands, if it has two messages at
///    least, since one alone may be said again any time: where the last answer was made again, or a
///    question asked otherwise, the newest is not sent.
///
/// The first decides if it is as long, or begins what is sent and has no gap; else the newest has
/// only the words of something earlier.
final class Overlap {
  private static final int SURE = 2;

  private Overlap() {}

  /// What is there.
  ///
  /// @param newest messages that are held, in order; by what makes messages the same
  /// @param held how many are held in all
  /// @param trimmed how many there were before
  record Stored(List<String> newest, long held, long trimmed) {
    Stored {
      newest = List.copyOf(newest);
    }

    boolean isAll() {
      return trimmed == 0 && newest.size() == held;
    }

    /// A single message may be said again any time: behind what is not known here it counts only
    /// where all that is missing was trimmed.
    private boolean holds(Part part, int preamble) {
      int unknown = Math.max(0, part.end - part.length - preamble);
      return part.length >= SURE
          || (part.length > 0 && (unknown == 0 || (part.length == held && unknown <= trimmed)));
    }
  }

  /// @param sent in order, as of [Stored]
  /// @param preamble how many of them are instructions before anything was said
  /// @return how many of `sent` are known, from its beginning
  static int known(Stored there, List<String> sent, int preamble) {
    List<String> stored = there.newest();
    var toTheEnd = Part.NONE;
    var inside = new Part(SURE - 1, 0, false);
    int[] chains = new int[stored.size() + 1];
    int[] runs = new int[stored.size() + 1];
    for (int end = 1; end <= sent.size(); end++) {
      String message = sent.get(end - 1);
      chains = chains(chains, stored, message);
      runs = runs(runs, stored, message);
      var chain = new Part(chains[stored.size()], end, runs[stored.size()] == end);
      boolean first = there.isAll() && toTheEnd.length() == stored.size();
      boolean better =
          chain.length() > toTheEnd.length() || (!first && chain.length() == toTheEnd.length());
      if (better && there.holds(chain, preamble)) {
        toTheEnd = chain;
      }
      for (int run : runs) {
        inside = run > inside.length() ? new Part(run, end, run == end) : inside;
      }
    }
    return toTheEnd.decidesBeside(inside) ? toTheEnd.end() : inside.end();
  }

  /// Of what is sent.
  ///
  /// @param end how many messages there are until its last one
  /// @param begins whether it begins what is sent, and has no gap
  record Part(int length, int end, boolean begins) {
    static final Part NONE = new Part(0, 0, false);

    boolean decidesBeside(Part inside) {
      return length > 0 && (length >= inside.length || begins);
    }
  }

  /// How long the part is that ends with `message`, and with each stored one, whatever lies
  /// between.
  private static int[] chains(int[] before, List<String> stored, String message) {
    int[] chains = new int[before.length];
    int longest = 0;
    for (int i = 1; i < chains.length; i++) {
      chains[i] = stored.get(i - 1).equals(message) ? longest + 1 : 0;
      longest = Math.max(longest, before[i]);
    }
    return chains;
  }

  /// The same without a gap.
  private static int[] runs(int[] before, List<String> stored, String message) {
    int[] runs = new int[before.length];
    for (int i = 1; i < runs.length; i++) {
      runs[i] = stored.get(i - 1).equals(message) ? before[i - 1] + 1 : 0;
    }
    return runs;
  }
}
