package dev.keepsake.server.proxy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The bytes of an answer as they arrive. Where the answer breaks off, all that has come before is
/// read first: the client's own stream forgets what was not read yet. Takes no more from the wire
/// than is read. To be read by one thread, and closed by any.
final class ArrivingBytes extends InputStream implements BodySubscriber<InputStream> {
  private static final List<ByteBuffer> END = List.of();

  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription wire;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;
  private List<ByteBuffer> current = List.of();
  private int next;
  private boolean over;

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    wire = subscription;
    if (closed) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> more) {
    if (more.isEmpty()) {
      goOn();
    } else {
      arrived.add(List.copyOf(more));
    }
  }

  @Override
  public void onError(Throwable thrown) {
    failure = thrown;
    arrived.add(END);
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!over && isRead()) {
      take();
    }
    if (closed) {
      throw new IOException("closed");
    }
    if (over) {
      return end();
    }
    ByteBuffer bytes = current.get(next);
    int taken = Math.min(length, bytes.remaining());
    bytes.get(into, offset, taken);
    return taken;
  }

  private boolean isRead() {
    while (next < current.size() && !current.get(next).hasRemaining()) {
      next++;
    }
    return next == current.size();
  }

  private void take() throws IOException {
    try {
      current = arrived.take();
      next = 0;
      over = current.equals(END);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (!over) {
      goOn();
    }
  }

  private void goOn() {
    Flow.Subscription open = wire;
    if (open != null) {
      open.request(1);
    }
  }

  private int end() throws IOException {
    Throwable why = failure;
    if (why != null) {
      throw new IOException("the answer broke off", why);
    }
    return -1;
  }

  /// Hangs up, if it is not over. Whoever waits for more is woken.
  @Override
  public void close() {
    closed = true;
    Flow.Subscription open = wire;
    if (open != null) {
      open.cancel();
    }
    arrived.add(END);
  }
}
