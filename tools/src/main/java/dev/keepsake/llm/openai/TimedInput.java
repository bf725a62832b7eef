package dev.keepsake.llm.openai;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A body that is closed, and so at its end, where a reader waits for it too long. What the reader
/// does between two pieces takes as long as it takes.
final class TimedInput extends FilterInputStream {
  private final long patienceNanos;
  private final Thread watch;
  private volatile long sinceNanos;
  private volatile boolean waiting;
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
        left = waiting ? patienceNanos - (System.nanoTime() - sinceNanos) : patienceNanos;
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
    await();
    try {
      return super.read();
    } finally {
      waiting = false;
    }
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    await();
    try {
      return super.read(into, from, most);
    } finally {
      waiting = false;
    }
  }

  private void await() {
    sinceNanos = System.nanoTime();
    waiting = true;
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    super.close();
  }
}
