package dev.keepsake.write.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A part [from, to) of a text.
record Stretch(int from, int to) {
  /// Shorter words are everywhere.
  private static final int SHORTEST_WORD = 2;

  private static final int LONGEST_TOKEN = 200;

  /// The parts of a text in which a pattern can match that has one of `words` in it, in order and
  /// apart from each other.
  ///
  /// @param before how far before the word a match can begin
  /// @param after how far behind the beginning of the word it can end, if its last token does not
  ///   go on further
  static List<Stretch> around(String lower, List<String> words, int before, int after) {
    if (words.stream().anyMatch(word -> word.length() < SHORTEST_WORD)) {
      return List.of(new Stretch(0, lower.length()));
    }
    var places = new ArrayList<Integer>();
    for (String word : words) {
      for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        places.add(at);
      }
    }
    places.sort(Comparator.naturalOrder());
    var parts = new ArrayList<Stretch>();
    for (int place : places) {
      add(parts, Math.max(0, place - before), Math.min(lower.length(), place + after), lower);
    }
    return parts.stream().map(part -> part.toEndOfToken(lower)).toList();
  }

  private static void add(List<Stretch> parts, int from, int to, String lower) {
    if (parts.isEmpty()) {
      parts.add(new Stretch(startOfToken(lower, from, 0), to));
      return;
    }
    Stretch last = parts.getLast();
    if (from > last.to) {
      last = last.toEndOfToken(lower);
    }
    if (from <= last.to) {
      parts.set(parts.size() - 1, new Stretch(last.from, Math.max(last.to, to)));
    } else {
      parts.set(parts.size() - 1, last);
      parts.add(new Stretch(startOfToken(lower, from, last.to), to));
    }
  }

  private Stretch toEndOfToken(String text) {
    int end = to;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return new Stretch(from, end);
  }

  private static int startOfToken(String text, int from, int least) {
    int start = from;
    int most = Math.max(least, from - LONGEST_TOKEN);
    while (start > most && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }
}
