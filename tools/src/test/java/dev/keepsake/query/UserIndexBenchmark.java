package dev.keepsake.query;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.MemoryFilter;
import dev.keepsake.store.StoredMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a search of one user's index takes by its size, and what the index takes of the heap, which
/// is printed at the start of each run beside the estimate that bounds the indexes.
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UserIndexBenchmark {
  private static final EmbeddingSpace SPACE = new EmbeddingSpace("random", 384);

  @Param({"1000", "10000", "100000"})
  public int memories;

  private final Random random = new Random(7);
  private UserIndex index;
  private Embedding query;

  @Setup
  public void fill() {
    var owner = new Owner(new UserId(new UUID(1, 1)), new Scope("local"));
    long before = used();
    var all = new ArrayList<StoredMemory>();
    for (int i = 0; i < memories; i++) {
      all.add(memory(owner, i));
    }
    index = UserIndex.of(owner, new TextAnalysis(), all);
    all.clear();
    long taken = used() - before;
    query = vector();
    System.out.printf(
        "%,d memories: %,d bytes of heap each, estimated %,d%n",
        memories, taken / memories, index.bytes() / memories);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private StoredMemory memory(Owner owner, int number) {
    String text =
        "Person %d of %d repaired the table %d in town %d on day %d, invoice %d."
            .formatted(
                random.nextInt(1_000),
                random.nextInt(1_000),
                random.nextInt(50),
                random.nextInt(100),
                random.nextInt(365),
                10_000 + random.nextInt(90_000));
    var memory =
        new Memory(
            new MemoryId(new UUID(random.nextLong(), number)),
            owner,
            new Statement(
                MemoryType.FACT,
                new Content(text),
                new Confidence(0.9),
                new Importance(0.5),
                List.of()),
            new Origin(
                Source.CHAT,
                Provenance.MODEL,
                Trust.MEDIUM,
                ExtractionType.TOOL,
                new ClientId(new UUID(2, 2)),
                Optional.empty(),
                Optional.empty()),
            Lifetime.from(Instant.EPOCH),
            Status.ACTIVE,
            Optional.empty(),
            EmbeddingStatus.COMPLETED,
            1);
    return new StoredMemory(memory, Optional.of(new EmbeddedText(SPACE, List.of(vector()), true)));
  }

  private Embedding vector() {
    float[] values = new float[SPACE.dimension()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Embedding.of(values);
  }

  @Benchmark
  public UserIndex.Best search() {
    return index.best(
        "Who repaired the table in town 7?",
        Optional.of(query),
        List.of(),
        MemoryFilter.ALL,
        Instant.EPOCH,
        0,
        10);
  }
}
