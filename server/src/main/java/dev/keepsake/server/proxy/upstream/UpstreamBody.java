package dev.keepsake.server.proxy.upstream;

import dev.keepsake.server.proxy.upstream.UpstreamFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/// The body of an answer, as it comes: a read that waits too long fails, and so does one whose
/// caller goes. To close it before its end hangs up on the upstream. For one thread.
public final class UpstreamBody extends InputStream {
  /// Longer than an end takes that is sent with what it ends.
  private static final Duration UNTIL_END = Duration.ofMillis(250);

  private final InputStream in;
  private final Vigil vigil;
  private final Duration idleTimeout;
  private Duration patience;
  private boolean ending;
  private long endsNanos;

  /// @param timeout until its first byte
  UpstreamBody(InputStream in, Vigil vigil, Duration timeout, Duration idleTimeout) {
    this.in = in;
    this.vigil = vigil;
    this.patience = timeout;
    this.idleTimeout = idleTimeout;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (ending && endsNanos - System.nanoTime() <= 0) {
      return -1;
    }
    vigil.await(patience, this::hangUp);
    try {
      int read = in.read(into, offset, length);
      patience = ending ? patience : idleTimeout;
      return read;
    } catch (IOException e) {
      IOException failure = failed(e);
      if (ending && failure instanceof UpstreamFailure) {
        return -1;
      }
      throw failure;
    } finally {
      vigil.rest();
    }
  }

  /// All that matters has been read. The end is waited for a moment more, since a connection that
  /// came to it can be used again; what fails from now on is no failure.
  public void expectEnd() {
    if (!ending) {
      ending = true;
      patience = UNTIL_END;
      endsNanos = System.nanoTime() + UNTIL_END.toNanos();
    }
  }

  private IOException failed(IOException failure) {
    Optional<Vigil.Reason> ended = vigil.ended();
    if (ended.isEmpty()) {
      return new UpstreamFailure(
          Kind.INTERRUPTED, "The model's endpoint broke off its answer.", failure);
    }
    return switch (ended.get()) {
      case CALLER_GONE -> new CallerGone(failure);
      case SILENT ->
          new UpstreamFailure(
              Kind.TIMEOUT,
              "The model's endpoint was silent for %d s.".formatted(patience.toSeconds()),
              failure);
    };
  }

  private void hangUp() {
    try {
      in.close();
    } catch (IOException e) {
      throw new IllegalStateException("to hang up cannot fail", e);
    }
  }

  @Override
  public void close() {
    hangUp();
  }
}
