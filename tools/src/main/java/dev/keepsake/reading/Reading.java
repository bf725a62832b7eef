package dev.keepsake.reading;

import java.util.ArrayList;
import java.util.List;

/// A text as it is understood, and where each of its characters stood in the text as it was given.
/// Immutable.
public final class Reading {
  /// How often what was decoded is decoded again.
  private static final int DEPTH = 2;

  private static final int[] AS_GIVEN = {};

  private final String text;
  private final String lower;
  private final int[] starts;
  private final int[] ends;

  Reading(String text, int[] starts, int[] ends) {
    this.text = text;
    this.lower = lower(text);
    this.starts = starts;
    this.ends = ends;
  }

  /// All readings of `text`, the plainest first; none is longer than the first but by what Unicode
  /// writes out. Takes time in proportion to the text.
  ///
  /// 1. without what no reader sees or can tell apart
  /// 2. with what is hidden in characters that nobody sees, or written backwards
  /// 3. and 4. with what is encoded put in its place, and once more
  ///
  /// and of each, if that differs, with the words in letters that only look Latin.
  public static List<Reading> all(String text) {
    Reading given = given(text);
    var readings = new ArrayList<Reading>();
    Reading last = Folding.of(given);
    readings.add(last);
    Reading revealed = Hidden.of(given);
    if (revealed != given) {
      last = Folding.of(revealed);
      readings.add(last);
    }
    for (int depth = 0; depth < DEPTH; depth++) {
      Reading decoded = Decoding.of(last);
      if (decoded == last) {
        break;
      }
      last = Folding.of(decoded);
      readings.add(last);
    }
    return withWholeWords(readings);
  }

  private static List<Reading> withWholeWords(List<Reading> readings) {
    var all = new ArrayList<>(readings);
    for (Reading reading : readings) {
      Reading latin = Lookalikes.wholeWords(reading);
      if (latin != reading) {
        all.add(latin);
      }
    }
    return List.copyOf(all);
  }

  /// `text` without what no reader sees or can tell apart: the first of [#all].
  public static Reading of(String text) {
    return Folding.of(given(text));
  }

  static Reading given(String text) {
    return new Reading(text, AS_GIVEN, AS_GIVEN);
  }

  /// The same places with other characters.
  ///
  /// @param other as long as the text
  Reading with(String other) {
    return new Reading(other, starts, ends);
  }

  public String text() {
    return text;
  }

  /// The same in lower case, character by character, to look for words in.
  public String lower() {
    return lower;
  }

  /// Where in the given text the character at `at` begins.
  public int start(int at) {
    return starts.length == 0 ? at : starts[at];
  }

  /// Where in the given text the character before `end` ends.
  ///
  /// @param end greater than 0
  public int end(int end) {
    return ends.length == 0 ? end : ends[end - 1];
  }

  private static String lower(String text) {
    var lower = new StringBuilder(text);
    for (int at = 0; at < text.length(); at++) {
      lower.setCharAt(at, Character.toLowerCase(text.charAt(at)));
    }
    return lower.toString();
  }
}
