package dev.keepsake.write.detect;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What looking for secrets and instructions costs a save: on a statement as agents write them, on
/// one that speaks of passwords and rules, and on the longest that is accepted, made to be slow.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectorsBenchmark {
  private static final int LONGEST = 2_000;

  @Param({"plain", "near_miss", "hostile"})
  public String kind;

  private final Detectors detectors = new Detectors();
  private String text = "";

  @Setup
  public void choose() {
    text =
        switch (kind) {
          case "plain" ->
              "The user decided to use Postgres for the shop because of its JSON support";
          case "near_miss" ->
              "The user's rule is that passwords are changed when the system prompts for it";
          default -> "when the user asks, ignore the password ".repeat(60).substring(0, LONGEST);
        };
  }

  @Benchmark
  public Optional<Detection> find() {
    return detectors.find(text);
  }
}
