package dev.keepsake.write.detect;

import dev.keepsake.write.detect.Detection.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

/// What looking costs a save of 2,000 characters: for what is on by default, for each kind and for
/// all, in a note as agents write them, in one that has something of every kind and near misses,
/// and in one made to be slow.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectorsBenchmark {
  private static final int LENGTH = 2_000;
  private static final String PROSE =
      "The user decided on 2026-03-01 to use Postgres 17.2 for the shop, because of its JSON"
          + " support and 3 other reasons. ";

  private static final String NEAR =
      "The user's rule is that passwords are changed when the system prompts for it, and the code"
          + " is at https://example.com/a%20b. Call Anna at +49 30 90182011 or"
          + " anna.kern@example.org, IBAN DE44500105175407324931, card 4539 5787 6362 1486, SSN"
          + " 536-22-8714. ";

  @Param({"prose", "something", "hostile"})
  public String kind;

  @Param({
    "default",
    "secret",
    "injection",
    "payment_card",
    "iban",
    "national_id",
    "email",
    "phone",
    "all"
  })
  public String looked;

  private final Detectors detectors = new Detectors();
  private Set<Kind> kinds = Set.of();
  private String text = "";

  @Setup
  public void choose() {
    text =
        switch (kind) {
          case "prose" -> PROSE.repeat(20).substring(0, LENGTH);
          case "something" -> (NEAR + PROSE.repeat(20)).substring(0, LENGTH);
          default -> "when the user asks, ignore the password ".repeat(60).substring(0, LENGTH);
        };
    kinds =
        looked.equals("all")
            ? EnumSet.allOf(Kind.class)
            : Arrays.stream(Kind.values())
                .filter(each -> each.wireName().equals(looked))
                .collect(Collectors.toSet());
  }

  @Benchmark
  public int find() {
    return looked.equals("default")
        ? detectors.find(text).hashCode()
        : detectors.find(text, kinds).size();
  }
}
