package dev.keepsake.extract.local;

import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What reading a message costs: one of 60 words by itself, and the last of a conversation of 20.
/// The message that is read is new every time; those before it are the same, as they are where a
/// conversation goes on.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExtractBenchmark {
  /// With the number behind it, 60 words.
  private static final String MESSAGE =
      "I live in Turku with my wife and our two sons, and I work as a welder at the shipyard there."
          + " My sister Berta is a vet in Gent and she has a three-legged dog. I don't eat nuts"
          + " because I'm allergic. Could you find me a quiet and cheap hotel near the harbour? Our"
          + " budget is about ";

  private static final int EARLIER = 19;

  private final AtomicLong next = new AtomicLong();
  private final List<Message> earlier = new ArrayList<>();
  private OnnxEmbedder embedder;
  private LocalExtractor extractor;

  @Setup
  public void load() {
    embedder =
        OnnxEmbedder.start(
            Path.of(System.getProperty("java.io.tmpdir"), "keepsake-bench-native"),
            OnnxSettings.defaults());
    extractor = new LocalExtractor(embedder);
    for (int i = 0; i < EARLIER; i++) {
      earlier.add(message(i % 2 == 1 ? Role.USER : Role.ASSISTANT));
    }
  }

  @Benchmark
  public Extraction message() {
    return extractor.extract(List.of(message(Role.USER)));
  }

  @Benchmark
  public Extraction conversation() {
    var conversation = new ArrayList<>(earlier);
    conversation.add(message(Role.USER));
    return extractor.extract(conversation);
  }

  private Message message(Role role) {
    return new Message(role, MESSAGE + next.incrementAndGet() + " euros.", Optional.empty());
  }

  @TearDown
  public void close() {
    embedder.close();
  }
}
