package dev.keepsake.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a client still sends of a request that has been refused. Closing the connection with bytes
/// unread resets it, and a reset may throw away the answer before the client has seen it (RFC 9112,
/// section 9.6): so they are read, within bounds, and thrown away.
final class UnreadBody {
  /// Of one request. Who sends more is cut off.
  static final int MOST_BYTES = 8 << 20;

  private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int CHUNK = 16 << 10;
  private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);

  private UnreadBody() {}

  /// Sends the answer, and reads the rest of the body if the answer is a refusal.
  ///
  /// @param request as the server gave it: without a limit
  static void drain(HttpServletRequest request, HttpServletResponse response) {
    if (response.getStatus() < 400 || request.isAsyncStarted()) {
      return;
    }
    try {
      response.flushBuffer(); // first, so that a client may stop sending
      read(request.getInputStream());
    } catch (IOException e) {
      LOG.debug("a client went away while its refused body was read", e);
    }
  }

  private static void read(InputStream body) throws IOException {
    long begun = System.nanoTime();
    byte[] chunk = new byte[CHUNK];
    int left = MOST_BYTES;
    while (left > 0 && System.nanoTime() - begun < MOST_NANOS) {
      int read = body.read(chunk);
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }
}
