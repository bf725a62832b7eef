package dev.keepsake.embed.onnx;

import dev.keepsake.embed.EmbeddedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// What a text costs, by how the runtime is set up: `shipped`, or with one thing changed. The texts
/// are unseen, of 8 to 15 words; load time and resident memory are printed for each fork. The
/// figures are in `eval/decisions/0003-embedder-threads.md`.
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class EmbedBenchmark {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String[] WORDS =
      ("user prefers dark roast coffee the in Berlin meeting moved to Thursday because Anna is"
              + " allergic peanuts database version seventeen deploys every Friday evening except"
              + " holidays project codename falcon likes hiking alps dog named Rex birthday on"
              + " March budget limited thousand euros per month")
          .split(" ");

  @Param({"shipped", "two_threads_a_text", "spinning", "arena", "one_worker", "four_workers"})
  public String setting;

  private final AtomicLong seed = new AtomicLong(7);
  private OnnxEmbedder embedder;

  @Setup
  public void load() throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "keepsake-bench-native");
    UnpackedFiles.in(folder); // as at every start but the first
    long start = System.nanoTime();
    embedder = new OnnxEmbedder(MiniLm.SPACE, workers(), () -> MiniLm.load(folder, shape()));
    embedder.embed("the first text", PATIENCE);
    report("load and first text: %d ms", (System.nanoTime() - start) / 1_000_000);
  }

  private OnnxSettings workers() {
    return switch (setting) {
      case "one_worker" -> new OnnxSettings(1, 256);
      case "four_workers" -> new OnnxSettings(4, 256);
      default -> OnnxSettings.defaults();
    };
  }

  private SessionShape shape() {
    return switch (setting) {
      case "two_threads_a_text" -> new SessionShape(2, false, false);
      case "spinning" -> new SessionShape(2, true, false);
      case "arena" -> new SessionShape(1, false, true);
      default -> SessionShape.CHOSEN;
    };
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public EmbeddedText one_caller() {
    return embedder.embed(text(), PATIENCE);
  }

  @Benchmark
  @Threads(8)
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public EmbeddedText eight_callers() {
    return embedder.embed(text(), PATIENCE);
  }

  private String text() {
    Random random = new Random(seed.incrementAndGet());
    StringBuilder text = new StringBuilder();
    for (int words = 8 + random.nextInt(8); words > 0; words--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(words > 1 ? " " : ".");
    }
    return text.toString();
  }

  @TearDown
  public void close() throws IOException {
    embedder.embed("A long text costs more memory than a short one. ".repeat(40), PATIENCE);
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS")) {
          report("resident: %s", line.replaceAll("\\D+", " ").trim() + " kB");
        }
      }
    }
    embedder.close();
  }

  private static void report(String format, Object value) {
    System.out.println(format.formatted(value));
  }
}
