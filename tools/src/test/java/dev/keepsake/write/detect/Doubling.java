package dev.keepsake.write.detect;

import dev.keepsake.write.detect.Detection.Kind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumSet;
import java.util.Set;

/// How long the detectors of all kinds take for a text and for one twice as long: of each, the
/// processor's time in the quickest round so far, the one that was disturbed least.
final class Doubling {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

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
    long start = CLOCK.getCurrentThreadCpuTime();
    detectors.find(searched, ALL);
    return CLOCK.getCurrentThreadCpuTime() - start;
  }
}
