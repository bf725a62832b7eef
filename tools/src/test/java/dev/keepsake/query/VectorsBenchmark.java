package dev.keepsake.query;

import dev.keepsake.embed.Embedding;
import java.util.Random;
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

/// What comparing a query with every vector of a user costs: in blocks, as shipped, beside the sum
/// over each vector by itself.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class VectorsBenchmark {
  private static final int DIMENSION = 384;

  @Param({"100", "10000"})
  public int memories;

  private Vectors vectors;
  private float[] rows;
  private Embedding query;

  @Setup
  public void fill() {
    var random = new Random(7);
    vectors = new Vectors(DIMENSION);
    rows = new float[memories * DIMENSION];
    for (int slot = 0; slot < memories; slot++) {
      Embedding vector = random(random);
      vectors.add(slot, vector);
      System.arraycopy(vector.toArray(), 0, rows, slot * DIMENSION, DIMENSION);
    }
    query = random(random);
  }

  private static Embedding random(Random random) {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Embedding.of(values);
  }

  @Benchmark
  public double[] blocks() {
    return vectors.cosines(query, memories);
  }

  @Benchmark
  public double[] one_by_one() {
    float[] q = query.toArray();
    double[] cosines = new double[memories];
    for (int slot = 0; slot < memories; slot++) {
      float sum = 0;
      for (int i = 0; i < DIMENSION; i++) {
        sum += q[i] * rows[slot * DIMENSION + i];
      }
      cosines[slot] = sum;
    }
    return cosines;
  }
}
