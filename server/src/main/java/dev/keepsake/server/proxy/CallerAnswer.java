package dev.keepsake.server.proxy;

import dev.keepsake.server.call.OpenAiError;
import dev.keepsake.server.proxy.upstream.CallerGone;
import dev.keepsake.server.proxy.upstream.UpstreamAnswer;
import dev.keepsake.server.proxy.wire.SseEvent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the caller is answered, as it goes out. For one thread.
final class CallerAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(CallerAnswer.class);

  private final HttpServletResponse response;
  private boolean begun;
  private long firstByteNanos;

  CallerAnswer(HttpServletResponse response) {
    this.response = response;
  }

  /// Whether status and headers have gone out, so that a failure can only follow them.
  boolean isBegun() {
    return begun;
  }

  /// When the first byte of it went out, by the platform's nanosecond clock; 0 if none has.
  long firstByteNanos() {
    return firstByteNanos;
  }

  /// An answer of the upstream's, as it is.
  ///
  /// @param headers beside the upstream's
  void pass(UpstreamAnswer answer, byte[] body, Map<String, String> headers) throws CallerGone {
    begin(answer, headers);
    response.setContentLength(body.length);
    write(body);
  }

  /// Events of a stream; the first of them begin the answer.
  void pass(UpstreamAnswer answer, List<SseEvent> events, MemoryUse memory) throws CallerGone {
    for (SseEvent event : events) {
      if (!begun) {
        begin(answer, memory.headers());
        response.setHeader("X-Accel-Buffering", "no"); // a reverse proxy may hold events back
      }
      write(event.bytes());
    }
  }

  private void begin(UpstreamAnswer answer, Map<String, String> headers) {
    response.setStatus(answer.status());
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (UpstreamAnswer.isPassed(name)) {
            response.setHeader(name, String.join(", ", values));
          }
        });
    response.setContentType(answer.headers().firstValue("Content-Type").orElse("application/json"));
    headers.forEach(response::setHeader);
  }

  /// A failure: by its status, or in the stream where that has begun.
  void fail(OpenAiError error, int status, Map<String, String> headers) throws CallerGone {
    if (begun) {
      write(SseEvent.of(error.json()).bytes());
      return;
    }
    headers.forEach(response::setHeader);
    response.setStatus(status);
    response.setContentType("application/json");
    byte[] body = error.bytes();
    response.setContentLength(body.length);
    write(body);
  }

  /// Nothing follows. A caller who reads to the end needs to wait for nothing that is done now.
  void end() {
    if (!begun) {
      return;
    }
    try {
      response.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("a caller went away before the end of its answer", e);
    }
  }

  private void write(byte[] bytes) throws CallerGone {
    try {
      response.getOutputStream().write(bytes);
      response.flushBuffer();
      if (!begun) {
        begun = true;
        firstByteNanos = System.nanoTime();
      }
    } catch (IOException e) {
      throw new CallerGone(e);
    }
  }
}
