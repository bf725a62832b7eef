package dev.keepsake.readlog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it takes to audit a search that hands out ten of 500 memories, from an SQLite file, one
/// caller, the question's vector at hand.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 4)
public class AuditedReadsBenchmark {
  private static final int MEMORIES = 500;

  @Param({"false", "true"})
  public boolean audited;

  private TestMemory memory;

  @Setup
  public void fill() throws IOException {
    memory =
        TestMemory.open(
            Files.createTempDirectory("keepsake-reads-"),
            settings -> {
              var open = settings.with(RateLimits.OFF);
              return audited ? open.with(open.audit().auditingReads()) : open;
            },
            TestMemory.model(),
            new SettableClock());
    for (int i = 0; i < MEMORIES; i++) {
      memory.save("The user has put bicycle number " + i + " into the cellar");
    }
  }

  @TearDown
  public void close() {
    memory.close();
  }

  @Benchmark
  public ObjectNode query() {
    return memory.done("query_memory", "query", "where is the bicycle?");
  }
}
