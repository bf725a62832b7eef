package dev.keepsake.reading;

import java.util.Arrays;

/// Writes a reading of another reading, and keeps the way back to the given text.
final class ReadingBuilder {
  private final Reading source;
  private final StringBuilder text;
  private int[] starts;
  private int[] ends;

  ReadingBuilder(Reading source) {
    this.source = source;
    int length = source.text().length();
    text = new StringBuilder(length);
    starts = new int[length + 1];
    ends = new int[length + 1];
  }

  /// Takes over [from, to) of the source.
  void copy(int from, int to) {
    for (int at = from; at < to; at++) {
      add(source.text().charAt(at), at, at + 1);
    }
  }

  /// Puts `written` in the place of [from, to) of the source.
  void add(CharSequence written, int from, int to) {
    for (int at = 0; at < written.length(); at++) {
      add(written.charAt(at), from, to);
    }
  }

  void add(char c, int from, int to) {
    int at = text.length();
    if (at == starts.length) {
      starts = Arrays.copyOf(starts, at * 2);
      ends = Arrays.copyOf(ends, at * 2);
    }
    starts[at] = source.start(from);
    ends[at] = source.end(to);
    text.append(c);
  }

  Reading build() {
    int length = text.length();
    return new Reading(text.toString(), Arrays.copyOf(starts, length), Arrays.copyOf(ends, length));
  }
}
