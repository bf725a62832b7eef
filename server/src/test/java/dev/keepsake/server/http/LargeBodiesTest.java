package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.embed.EmbedderState;
import dev.keepsake.server.call.Api;
import dev.keepsake.server.call.Reach;
import dev.keepsake.server.mcp.ToyMemory;
import dev.keepsake.server.observe.PrometheusMetrics;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Paths that take larger bodies than others, and how many of them at once.
@Timeout(30)
final class LargeBodiesTest {
  /// More than half of what large bodies may have, so that there is room for one.
  private static final int LARGE =
      (int) (Runtime.getRuntime().maxMemory() / LargeBodies.SHARE_OF_HEAP * 6 / 10);

  private static final int USUAL = 4_096;
  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final CountDownLatch GATE = new CountDownLatch(1);
  private static HttpDoor door;

  /// Counts what it is sent, waits for the test, or sets headers of its own.
  private static final class Sink implements Api {
    @Override
    public void mount(JavalinConfig config) {
      config.routes.post("/bulk", context -> count(context.req(), context.res()));
      config.routes.post("/single", context -> count(context.req(), context.res()));
      config.routes.post(
          "/wait",
          context -> {
            BEGUN.countDown();
            GATE.await();
          });
      config.routes.get(
          "/page",
          context -> {
            context.res().setHeader("Content-Security-Policy", "default-src 'self'");
            context.res().setHeader("Cache-Control", "max-age=60");
          });
    }

    private static void count(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        int bytes = request.getInputStream().readAllBytes().length;
        response.getOutputStream().print(bytes);
      } catch (LimitedRequest.BodyTooLarge e) {
        RequestGuard.refuseLargeBody(response, e.maxBytes);
      }
    }

    @Override
    public Map<String, Integer> largeBodies() {
      return Map.of("/bulk", 2 * USUAL, "/wait", LARGE);
    }
  }

  @BeforeAll
  static void open() {
    var memory = new ToyMemory();
    var settings =
        new HttpSettings(
            "127.0.0.1", 0, Optional.empty(), USUAL, Reach.OWN, false, Optional.empty());
    door =
        HttpDoor.start(
            settings,
            ToyMemory.authenticator(),
            ToyMemory.IDS,
            memory.endpoint(Optional.empty(), USUAL),
            List.of(new Sink()),
            new Health(() -> {}, EmbedderState.Ready::new),
            new PrometheusMetrics());
  }

  @AfterAll
  static void close() {
    GATE.countDown();
    door.close();
  }

  private static HttpResponse<String> post(String path, HttpRequest.BodyPublisher body)
      throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + door.port() + path);
      return http.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.ofString());
    }
  }

  private static HttpRequest.BodyPublisher chunked(int bytes) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes]));
  }

  @Test
  void a_path_has_the_limit_that_its_api_gives_it() throws Exception {
    assertThat(post("/bulk", BodyPublishers.ofByteArray(new byte[2 * USUAL])).body())
        .isEqualTo("8192");
    assertThat(post("/bulk", chunked(2 * USUAL)).body()).isEqualTo("8192");
    assertThat(post("/single", chunked(USUAL)).body()).isEqualTo("4096");
    for (var response :
        List.of(
            post("/bulk", BodyPublishers.ofByteArray(new byte[2 * USUAL + 1])),
            post("/bulk", chunked(2 * USUAL + 1)))) {
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("8,192");
    }
    for (var response :
        List.of(
            post("/single", BodyPublishers.ofByteArray(new byte[USUAL + 1])),
            post("/single", chunked(USUAL + 1)),
            post("/bul%6b", BodyPublishers.ofByteArray(new byte[USUAL + 1])))) {
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("4,096");
    }
  }

  @Test
  void large_bodies_in_work_are_few_and_small_ones_go_on() throws Exception {
    try (var first = announce(LARGE)) {
      assertThat(BEGUN.await(20, TimeUnit.SECONDS)).isTrue();

      try (var second = announce(LARGE)) {
        String refused = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(refused)
            .startsWith("HTTP/1.1 503")
            .contains("\r\nRetry-After: 1\r\n", "Too many large requests");
      }

      assertThat(post("/single", chunked(USUAL)).body()).isEqualTo("4096");
      assertThat(first.isConnected()).isTrue();
    }
  }

  /// Sends the head of a request whose body would be large.
  private static Socket announce(int bytes) throws IOException {
    var socket = new Socket("127.0.0.1", door.port());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            "POST /wait HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n"
                .formatted(door.port(), bytes)
                .getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void a_limit_that_is_no_larger_is_a_mistake() {
    assertThatThrownBy(() -> new BodyLimits(USUAL, Map.of("/x", USUAL)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_route_may_set_headers_of_its_own() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + door.port() + "/page");
      var page = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
      assertThat(page.headers().allValues("Content-Security-Policy"))
          .containsExactly("default-src 'self'");
      assertThat(page.headers().allValues("Cache-Control")).containsExactly("max-age=60");
      assertThat(page.headers().allValues("X-Frame-Options")).containsExactly("DENY");
    }
  }
}
