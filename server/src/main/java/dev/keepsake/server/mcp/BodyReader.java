package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.keepsake.server.call.JsonBody;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads the bodies of messages, a few at a time. Whether a message is a call, and so may have to
/// wait, is known only when it is read; without a bound of its own that alone could take all
/// memory. Nothing is held once it is read: answers and cancellations get past calls in work.
/// Thread-safe, by its semaphore.
final class BodyReader {
  /// Bodies read at once, each of which takes several times its size while it is parsed.
  static final int MAX_AT_ONCE = 64;

  private static final long PATIENCE_MILLIS = 2_000;

  private final MessageReader messages;
  private final Semaphore free = new Semaphore(MAX_AT_ONCE, true);

  BodyReader(MessageReader messages) {
    this.messages = messages;
  }

  /// @param request with the body to be read once more
  record Read(BodyRequest request, Incoming message) {}

  /// @return empty if there was no room for it; then nothing was read
  Optional<Read> read(HttpServletRequest request) throws IOException {
    if (!enter()) {
      return Optional.empty();
    }
    try {
      byte[] body = request.getInputStream().readAllBytes(); // bounded further out
      return Optional.of(new Read(new BodyRequest(request, body), message(body)));
    } finally {
      free.release();
    }
  }

  private boolean enter() {
    try {
      return free.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Incoming message(byte[] body) {
    return JsonBody.utf8(body)
        .map(messages::read)
        .orElseGet(() ->
            new Incoming.Refused(
                NullNode.instance, ErrorCodes.PARSE_ERROR, "The message is not UTF-8."));
  }
}
