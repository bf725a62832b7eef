package dev.keepsake.llm.openai;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A body that is closed, and so at its end, where nothing of it comes for too long.
final class TimedInput extends FilterInputStream {
  private final long patienceNanos;
  private final Thread watch;
  private volatile long heardNanos = System.nanoTime();
  private volatile boolean late;

  /// @param patience between two pieces
  TimedInput(InputStream body, Duration patience) {
    super(body);
    this.patienceNanos = patience.toNanos();
    this.watch = Thread.ofVirtual().name("model-watch").start(this::watch);
  }

  private void watch() {
    try {
      long left = patienceNanos;
      while (left > 0) {
        TimeUnit.NANOSECONDS.sleep(left);
        left = patienceNanos - (System.nanoTime() - heardNanos);
      }
      late = true;
      in.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was read to its end
    } catch (IOException e) {
      // closed all the same
    }
  }

  /// Whether it ended because nothing came.
  boolean late() {
    return late;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    heardNanos = System.nanoTime();
    return next;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    int count = super.read(into, from, most);
    heardNanos = System.nanoTime();
    return count;
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    super.close();
  }
}
