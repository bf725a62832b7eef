package dev.keepsake.write.detect;

import java.util.Locale;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How much longer looking for all kinds takes in twice the text, of every text that is made to be
/// slow.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class HostileDetectorsBenchmark {
  private static final int LENGTH = 50_000;
  private static final int ROUNDS = 5;

  /// @return the greatest ratio
  @Benchmark
  public double doubling() {
    double greatest = 0;
    var detectors = new Detectors();
    System.out.printf("%n%-20s %10s %10s %6s%n", "text", "ms, 25,000", "ms, 50,000", "ratio");
    for (HostileText text : HostileText.values()) {
      var doubling = new Doubling(detectors, text, LENGTH);
      IntStream.range(0, ROUNDS).forEach(_ -> doubling.measure());
      System.out.printf(
          "%-20s %10.1f %10.1f %6.2f%n",
          text.name().toLowerCase(Locale.ROOT),
          doubling.milliseconds(),
          doubling.millisecondsOfTwice(),
          doubling.ratio());
      greatest = Math.max(greatest, doubling.ratio());
    }
    System.out.printf("%-42s %6.2f%n", "greatest", greatest);
    return greatest;
  }
}
