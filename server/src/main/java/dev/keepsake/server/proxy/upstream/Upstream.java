package dev.keepsake.server.proxy.upstream;

import dev.keepsake.server.proxy.upstream.ProxySettings.Behind;
import dev.keepsake.server.proxy.upstream.ProxySettings.UpstreamKey;
import dev.keepsake.server.proxy.upstream.UpstreamFailure.Kind;
import dev.keepsake.server.proxy.wire.SseEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The endpoint that is called for the answers. Nothing is tried again: whoever calls a model has a
/// client that does, and knows better what an answer twice would cost. Thread-safe.
public final class Upstream implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String PATH = "/chat/completions";

  /// A header of a request.
  public record Header(String name, String value) {}

  private final ProxySettings settings;
  private final String name;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpClient http;

  public Upstream(ProxySettings settings) {
    this.settings = settings;
    this.name = "1.1 keepsake-" + UUID.randomUUID();
  }

  /// Made when it is first asked for, which takes a time that most processes need never spend.
  private synchronized HttpClient http() {
    if (http == null) {
      http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1) // local models' servers stall at one of HTTP/2
              .connectTimeout(CONNECT_TIMEOUT)
              .followRedirects(HttpClient.Redirect.NEVER) // the key is for one host
              .executor(threads)
              .build();
    }
    return http;
  }

  /// Asks for an answer.
  ///
  /// @throws UpstreamFailure if nothing answers
  /// @throws CallerGone if the caller goes before it does
  public UpstreamAnswer chat(byte[] body, List<Header> headers, Vigil vigil) throws IOException {
    var request =
        request(PATH, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    return send(request.build(), vigil);
  }

  /// Asks for something that is only read.
  ///
  /// @param path what stands behind the base URL
  public UpstreamAnswer read(String path, List<Header> headers, Vigil vigil) throws IOException {
    return send(request(path, headers).build(), vigil);
  }

  private HttpRequest.Builder request(String path, List<Header> headers) throws UpstreamFailure {
    Behind.Endpoint endpoint = endpoint();
    requireNoLoop(headers);
    var request = HttpRequest.newBuilder(URI.create(endpoint.baseUrl() + path));
    headers.forEach(header -> request.header(header.name(), header.value()));
    request.header("Via", name);
    endpoint
        .key()
        .map(UpstreamKey::value)
        .ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request;
  }

  /// The endpoint, if there is one.
  ///
  /// @throws UpstreamFailure that says what is to be set
  public Behind.Endpoint endpoint() throws UpstreamFailure {
    return switch (settings.behind()) {
      case Behind.Endpoint endpoint -> endpoint;
      case Behind.Nobody(String advice) -> throw new UpstreamFailure(Kind.NOT_CONFIGURED, advice);
    };
  }

  /// `body` without our key, which some endpoints repeat in what they complain of.
  public byte[] withoutKey(byte[] body) throws UpstreamFailure {
    Optional<UpstreamKey> key = endpoint().key();
    String text = new String(body, StandardCharsets.ISO_8859_1); // whatever it is, byte by byte
    return key.filter(known -> text.contains(known.value()))
        .map(known -> known.removedFrom(text).getBytes(StandardCharsets.ISO_8859_1))
        .orElse(body);
  }

  /// `event` likewise, where it tells of a failure.
  public SseEvent withoutKey(SseEvent event) throws UpstreamFailure {
    return event.mayTellFailure() ? event.as(withoutKey(event.bytes())) : event;
  }

  /// Where `OPENAI_BASE_URL` is set for an application, it easily reaches this process too.
  private void requireNoLoop(List<Header> headers) throws UpstreamFailure {
    if (headers.stream()
        .anyMatch(header -> header.name().equals("Via") && header.value().contains(name))) {
      throw new UpstreamFailure(
          Kind.LOOP,
          "The upstream is this server itself: set OPENAI_BASE_URL of Keepsake's own environment to"
              + " the model's endpoint.");
    }
  }

  private UpstreamAnswer send(HttpRequest request, Vigil vigil) throws IOException {
    CompletableFuture<HttpResponse<InputStream>> asked =
        http().sendAsync(request, _ -> new ArrivingBytes());
    vigil.await(settings.timeout(), () -> asked.cancel(true));
    try {
      HttpResponse<InputStream> answer = asked.get();
      vigil.rest();
      var body = new UpstreamBody(answer.body(), vigil, settings.timeout(), settings.idleTimeout());
      return new UpstreamAnswer(answer.statusCode(), answer.headers(), body);
    } catch (ExecutionException | CancellationException e) {
      throw failed(vigil, e);
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new UpstreamFailure(Kind.UNAVAILABLE, "The server is stopping: try again.", e);
    }
  }

  private IOException failed(Vigil vigil, Exception failure) {
    Optional<Vigil.Reason> ended = vigil.ended();
    if (ended.isEmpty()) {
      return new UpstreamFailure(
          Kind.UNAVAILABLE, "The model's endpoint cannot be reached: try again later.", failure);
    }
    return switch (ended.get()) {
      case CALLER_GONE -> new CallerGone(failure);
      case SILENT ->
          new UpstreamFailure(
              Kind.TIMEOUT,
              "The model's endpoint did not answer within %d s."
                  .formatted(settings.timeout().toSeconds()),
              failure);
    };
  }

  @Override
  public synchronized void close() {
    if (http != null) {
      http.shutdownNow();
    }
    threads.shutdownNow();
  }
}
