package dev.keepsake.policy;

import dev.keepsake.memory.Confidence;
import dev.keepsake.write.ShippedDetectors;
import java.nio.charset.StandardCharsets;
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

/// What the policy costs a save, of whose decisions 99 in 100 are to take less than a millisecond:
/// the one that is shipped, and one of 50 rules of which the last decides, with the detectors that
/// they name.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PolicyBenchmark {
  @Param({"shipped", "50_rules"})
  public String kind = "";

  private Policy policy = shipped();
  private final WriteFacts write =
      Samples.write(
          "The user decided to use Postgres for the shop because of its JSON support", 0.8);

  @Setup
  public void choose() {
    policy = kind.equals("shipped") ? shipped() : fifty();
  }

  private static PolicyReader reader() {
    return new PolicyReader(
        new PolicyTerms(new Confidence(0.7), new Confidence(0.5), new ShippedDetectors()));
  }

  private static Policy shipped() {
    return reader().builtIn();
  }

  private static Policy fifty() {
    var rules =
        new StringBuilder(
            """
            version: "1"
            rules:
              - {name: secrets, when: "'secret' in sensitive", outcome: reject}
              - {name: orders, when: "'injection' in sensitive", outcome: reject}
            """);
    for (int i = 0; i < 47; i++) {
      rules.append(
          switch (i % 4) {
            case 0 ->
                "  - {name: r%d, when: \"content.contains('never %d') && confidence > 0.%d\", outcome: reject}\n"
                    .formatted(i, i, i);
            case 1 ->
                "  - {name: r%d, when: \"content.matches('(?i)project %d[a-z]+ is (late|lost)')\", outcome: discard}\n"
                    .formatted(i, i);
            case 2 ->
                "  - {name: r%d, when: \"tags.exists(tag, tag.startsWith('t%d')) || user == 'u%d'\", outcome: confirm}\n"
                    .formatted(i, i, i);
            default ->
                "  - {name: r%d, when: \"memory_type in ['episode', 'note'] && importance < 0.%02d\", outcome: discard}\n"
                    .formatted(i, i);
          });
    }
    rules.append("  - {name: rest, outcome: accept}\n");
    return switch (reader().read(rules.toString().getBytes(StandardCharsets.UTF_8))) {
      case PolicyReading.Good(var good) -> good;
      case PolicyReading.Broken(var problems) ->
          throw new IllegalStateException(problems.toString());
    };
  }

  @Benchmark
  public PolicyDecision decide() {
    return policy.decide(write);
  }
}
