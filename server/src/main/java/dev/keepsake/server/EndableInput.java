package dev.keepsake.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An input that this process can end too: a read of standard input that waits in the operating
/// system is not to be interrupted. For one thread that reads.
final class EndableInput extends InputStream {
  /// No chunk is empty but the last.
  private static final byte[] END = {};

  private static final Logger LOG = LoggerFactory.getLogger(EndableInput.class);

  private final InputStream in;
  // one, so that a flood stays with who sends it
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(1);
  private volatile boolean ended;
  // touched by the thread that reads alone
  private byte[] chunk = END;
  private int position;

  EndableInput(InputStream in) {
    this.in = in;
    Thread.ofPlatform().daemon().name("keepsake-stdin").start(this::pump);
  }

  private void pump() {
    try {
      handOver();
      chunks.put(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOver() throws InterruptedException {
    var buffer = new byte[64 * 1024];
    try {
      for (int read = in.read(buffer); read > 0 && !ended; read = in.read(buffer)) {
        chunks.put(Arrays.copyOf(buffer, read));
      }
    } catch (IOException e) {
      LOG.warn("standard input broke off", e);
    }
  }

  /// Whoever reads is told of the end, at once or after what was handed over already.
  void end() {
    ended = true;
    var _ = chunks.offer(END); // else there is one to be taken, and the next read sees the end
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (position == chunk.length && !next()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, target, from, count);
    position += count;
    return count;
  }

  /// Waits for the next.
  private boolean next() throws IOException {
    if (ended) {
      return false;
    }
    try {
      chunk = chunks.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    position = 0;
    if (chunk.length == 0) {
      ended = true;
    }
    return chunk.length > 0;
  }
}
