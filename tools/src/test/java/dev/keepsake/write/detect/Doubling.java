package dev.keepsake.write.detect;

import dev.keepsake.write.detect.Detection.Kind;
import java.util.EnumSet;
import java.util.Set;

/// How long the detectors of all kinds take for a text and for one twice as long: of each, the time
/// of the quickest round so far, the one that was disturbed least. By the clock: on a virtual
/// machine the processor's time of a thread can be told too short.
final class Doubling {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  private final Detectors detectors;
  private final String text;
  private final String twice;
  private long least = Long.MAX_VALUE;
  private long leastOfTwice = Long.MAX_VALUE;

  /// @param length of the longer text, in characters
  Doubling(Detectors detectors, HostileText text, int length) {
    this.detectors = detectors;
    this.text = text.of(length / 2);
    this.twice = text.of(length);
  }

  void measure() {
    least = Math.min(least, nanoseconds(text));
    leastOfTwice = Math.min(leastOfTwice, nanoseconds(twice));
  }

  /// Near 2 if the work is linear, near 4 if it is quadratic.
  double ratio() {
    return (double) leastOfTwice / least;
  }

  double milliseconds() {
    return least / 1e6;
  }

  double millisecondsOfTwice() {
    return leastOfTwice / 1e6;
  }

  private long nanoseconds(String searched) {
    long start = System.nanoTime();
    detectors.find(searched, ALL);
    return System.nanoTime() - start;
  }
}
