package dev.keepsake.server.proxy.upstream;

import dev.keepsake.server.proxy.upstream.UpstreamFailure.Kind;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/// What the upstream answers, as far as it has come. To be closed.
public record UpstreamAnswer(int status, HttpHeaders headers, UpstreamBody body)
    implements AutoCloseable {
  /// No answer of a model is nearly as long.
  private static final int MOST_BYTES = 64 << 20;

  /// What callers know of OpenAI and read; nothing that is between the upstream and us.
  private static final List<String> PASSED =
      List.of("x-request-id", "retry-after", "retry-after-ms", "x-should-retry");

  private static final List<String> PASSED_PREFIXES = List.of("openai-", "x-ratelimit-");

  public boolean isStream() {
    return type().startsWith("text/event-stream");
  }

  public String type() {
    return headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
  }

  /// Whether a caller is told of a header.
  public static boolean isPassed(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return PASSED.contains(name) || PASSED_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /// The whole body.
  ///
  /// @throws UpstreamFailure if it does not come, or does not end
  public byte[] bytes() throws IOException {
    byte[] read = body.readNBytes(MOST_BYTES + 1);
    if (read.length > MOST_BYTES) {
      throw new UpstreamFailure(Kind.INVALID, "The model's endpoint sent too long an answer.");
    }
    return read;
  }

  @Override
  public void close() {
    body.close();
  }
}
