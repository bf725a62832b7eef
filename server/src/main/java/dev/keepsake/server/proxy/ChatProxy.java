package dev.keepsake.server.proxy;

import dev.keepsake.Keepsake;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.call.Api;
import dev.keepsake.server.call.OpenAiError;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.server.observe.CorrelationId;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.server.proxy.upstream.CallerGone;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.server.proxy.upstream.Upstream;
import dev.keepsake.server.proxy.upstream.UpstreamAnswer;
import dev.keepsake.server.proxy.upstream.UpstreamFailure;
import dev.keepsake.server.proxy.upstream.Vigil;
import dev.keepsake.tool.Problem;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door for applications that speak to a model as OpenAI has it: they name this server in its
/// place. Every failure is told as OpenAI tells it. Thread-safe.
public final class ChatProxy implements Api {
  private static final Logger LOG = LoggerFactory.getLogger(ChatProxy.class);

  private static final String CHAT = "/v1/chat/completions";
  private static final String MODELS = "/v1/models";
  private static final String BASE = "/v1";

  /// A conversation with its images.
  private static final int MOST_BYTES = 32 << 20;

  private final Upstream upstream;
  private final Chats chats;
  private final PrometheusMetrics metrics;
  private final WorkLimit limit = new WorkLimit();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("chat-vigil").factory());

  /// @param defaultUser for requests that name none, where no key is needed
  public ChatProxy(
      Keepsake keepsake,
      ProxySettings settings,
      Optional<UserName> defaultUser,
      PrometheusMetrics metrics) {
    this.upstream = new Upstream(settings);
    this.chats = new Chats(keepsake, upstream, settings, defaultUser, metrics);
    this.metrics = metrics;
  }

  @Override
  public void mount(JavalinConfig config) {
    config.routes.post(CHAT, context -> serve(context, chats::answer));
    config.routes.get(MODELS, context -> serve(context, this::models));
    config.routes.get(MODELS + "/<model>", context -> serve(context, this::models));
  }

  @Override
  public Map<String, Integer> largeBodies() {
    return Map.of(CHAT, MOST_BYTES);
  }

  @Override
  public void close() {
    chats.close();
    upstream.close();
    clock.shutdownNow();
  }

  /// A request, and what is needed to answer it.
  ///
  /// @param afterwards what is done once the caller has its answer
  record Served(
      HttpServletRequest request, CallerAnswer answer, Vigil vigil, List<Runnable> afterwards) {
    String correlationId() {
      return String.valueOf(request.getAttribute(CorrelationId.ATTRIBUTE));
    }
  }

  private interface Route {
    /// @return what has come of it, a word for the figures
    String answer(Served served) throws IOException, BadChat;
  }

  private void serve(Context context, Route route) throws IOException {
    var answer = new CallerAnswer(context.res());
    Optional<String> refusal = limit.enter();
    if (refusal.isPresent()) {
      tell(answer, OpenAiError.of(503, "overloaded", refusal.get()), 503, Map.of());
      return;
    }
    long began = System.nanoTime();
    String outcome = "failed";
    var afterwards = new ArrayList<Runnable>();
    try (var vigil = new Vigil(clock, CallerLine.of(context.req()))) {
      outcome = attempt(new Served(context.req(), answer, vigil, afterwards), route);
    } finally {
      metrics.chatEnded(outcome, Duration.ofNanos(System.nanoTime() - began));
      answer.end();
      afterwards.forEach(Runnable::run);
      limit.leave();
    }
  }

  private static String attempt(Served served, Route route) throws IOException {
    try {
      return route.answer(served);
    } catch (UpstreamFailure e) {
      LOG.atWarn()
          .addKeyValue("error_code", e.kind().code())
          .addKeyValue("correlation_id", served.correlationId())
          .addKeyValue("cause", String.valueOf(e.getCause()))
          .log("the upstream gave no answer");
      int status = e.kind().status();
      OpenAiError error = OpenAiError.of(status, e.kind().code(), e.sentence());
      tell(served.answer(), error, status, retrying(e));
      return e.kind().code();
    } catch (CallerGone e) {
      LOG.debug("a caller went away before its answer was over", e);
      return "cancelled";
    } catch (BadChat e) {
      OpenAiError error = OpenAiError.of(400, "invalid_request", String.valueOf(e.getMessage()));
      tell(served.answer(), error.about(e.field()), 400, Map.of());
      return "refused";
    } catch (MemoryException e) {
      Problem problem = Problem.of(e, served.correlationId());
      tell(served.answer(), OpenAiError.of(problem), problem.status(), Map.of());
      return "refused";
    }
  }

  /// OpenAI's clients try again after a 5xx, unless they are told that it is of no use.
  private static Map<String, String> retrying(UpstreamFailure failure) {
    return switch (failure.kind()) {
      case NOT_CONFIGURED, LOOP, TOO_MANY_ROUNDS -> Map.of("X-Should-Retry", "false");
      case UNAVAILABLE, TIMEOUT, INVALID, INTERRUPTED -> Map.of();
    };
  }

  private static void tell(
      CallerAnswer answer, OpenAiError error, int status, Map<String, String> headers) {
    try {
      answer.fail(error, status, headers);
    } catch (CallerGone e) {
      LOG.debug("a caller went away before it was told of a failure", e);
    }
  }

  private String models(Served served) throws IOException, BadChat {
    String path = served.request().getRequestURI().substring(BASE.length());
    requireModels(path);
    List<Upstream.Header> headers = ChatHeaders.passed(served.request());
    try (UpstreamAnswer answer = upstream.read(path, headers, served.vigil())) {
      byte[] body = upstream.withoutKey(answer.bytes());
      served.answer().pass(answer, body, Map.of());
      return Chats.outcome(answer.status());
    }
  }

  /// A model's name may have slashes, but must not lead to other paths of the upstream, which it
  /// would be asked for by our key.
  private static void requireModels(String path) throws BadChat {
    String plain = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    boolean elsewhere =
        Pattern.compile("[/\\\\]")
            .splitAsStream(plain)
            .anyMatch(part -> part.matches("\\.{1,2}(;.*)?"));
    if (elsewhere || !isUri(path)) {
      throw new BadChat("The path names no model.");
    }
  }

  private static boolean isUri(String path) {
    try {
      var _ = new URI(path);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
