package dev.keepsake.llm.openai;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// HTTP that waits no longer than it is told to, in the calling thread, which may be interrupted.
///
/// LangChain4j's own client stops to look at the clock once it has the headers: an endpoint that
/// then says nothing would hold its caller for ever.
///
/// @param patience for a whole answer; of a streamed one for its headers, and between two pieces
record PatientHttp(java.net.http.HttpClient client, Duration patience) implements HttpClient {
  /// No answer of a model is longer.
  private static final long MOST_BYTES = 64L << 20;

  /// Makes them over HTTP/1.1, see [EndpointHttp].
  record Builder(Duration connectTimeout, Duration readTimeout) implements HttpClientBuilder {

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return new Builder(timeout, readTimeout);
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return new Builder(connectTimeout, timeout);
    }

    @Override
    public HttpClient build() {
      return new PatientHttp(
          EndpointHttp.client().connectTimeout(connectTimeout).build(), readTimeout);
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
    requireSuccess(response, response.body());
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(new String(response.body(), StandardCharsets.UTF_8))
        .build();
  }

  /// Returns when the last event was heard. Whatever goes wrong is told to `listener` alone.
  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    HttpResponse<InputStream> response;
    try {
      response = send(request, BodyHandlers.ofInputStream());
      if (!isSuccess(response.statusCode())) {
        try (var body = new TimedInput(response.body(), patience)) {
          requireSuccess(response, body.readAllBytes());
        }
      }
    } catch (IOException | RuntimeException e) {
      listener.onError(e);
      return;
    }
    var events = new StreamedEvents(listener);
    try (var body = new TimedInput(response.body(), patience)) {
      parser.parse(body, events);
      events.end(body.late());
    } catch (IOException e) {
      listener.onError(e);
    }
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static void requireSuccess(HttpResponse<?> response, byte[] body) {
    if (!isSuccess(response.statusCode())) {
      throw new Refusal(
          response.statusCode(), response.headers(), new String(body, StandardCharsets.UTF_8));
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
    Future<HttpResponse<T>> answer =
        client.sendAsync(of(request), BodyHandlers.limiting(body, MOST_BYTES));
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the call was interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true); // without effect on one that was given
    }
  }

  private static RuntimeException failure(Throwable cause) {
    boolean late =
        cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
    return late
        ? new TimeoutException(cause)
        : new IllegalStateException("the endpoint was not reached", cause);
  }

  private java.net.http.HttpRequest of(HttpRequest request) {
    var made = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request.headers().forEach((name, values) -> values.forEach(value -> made.header(name, value)));
    return made.method(
            request.method().name(),
            request.body() == null
                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()))
        .build();
  }
}
