package dev.keepsake.server.http;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.IdSource;
import dev.keepsake.server.auth.Authenticator;
import dev.keepsake.server.call.Api;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.server.config.StartupFailure;
import dev.keepsake.server.http.browser.AnswerHeaders;
import dev.keepsake.server.http.browser.Cors;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.server.observe.PrometheusMetrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listening server. A virtual thread per request.
public final class HttpDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

  private static final long GRACE_MILLIS = 5_000;
  private static final long IDLE_CONNECTION_GRACE_MILLIS = 100;

  private final HttpSettings settings;
  private final InetAddress address;
  private final Authenticator authenticator;
  private final IdSource ids;
  private final McpEndpoint mcp;
  private final List<Api> apis;
  private final Health health;
  private final PrometheusMetrics metrics;
  private final AnswerHeaders headers;
  private final Javalin javalin;

  private HttpDoor(
      HttpSettings settings,
      Authenticator authenticator,
      IdSource ids,
      McpEndpoint mcp,
      List<Api> apis,
      Health health,
      PrometheusMetrics metrics) {
    this.metrics = metrics;
    this.settings = settings;
    this.headers = new AnswerHeaders(settings.reach());
    this.address = address(settings);
    this.authenticator = authenticator;
    this.ids = ids;
    this.mcp = mcp;
    this.apis = List.copyOf(apis);
    this.health = health;
    this.javalin = Javalin.create(this::configure);
  }

  /// Listens, with the tools, the records and nothing else.
  public static HttpDoor start(
      Keepsake keepsake, HttpSettings settings, PrometheusMetrics metrics) {
    return start(keepsake, settings, metrics, List.of());
  }

  /// Listens.
  ///
  /// @throws StartupFailure if it can't, or would be reachable from other machines and let
  ///   everybody in
  /// @param metrics what is told at `/metrics`
  /// @param more what is served beside the tools and the records; closed with the door
  public static HttpDoor start(
      Keepsake keepsake, HttpSettings settings, PrometheusMetrics metrics, List<Api> more) {
    var authenticator = Authenticator.of(keepsake, settings.tokens(), settings.keyRequired());
    requireKeyOrLoopback(settings, authenticator);
    var limit = new WorkLimit();
    List<Api> own =
        List.of(
            new ToolsApi(keepsake.tools(), settings.defaultUser(), limit),
            new RestApi(
                keepsake.records(), keepsake.creations()::budget, settings.defaultUser(), limit),
            new DocsPage(keepsake.records().catalog().specs()));
    return start(
        settings,
        authenticator,
        keepsake.ids(),
        McpEndpoint.open(keepsake, settings.defaultUser(), settings.maxBodyBytes()),
        Stream.concat(own.stream(), more.stream()).toList(),
        new Health(keepsake::checkStore, keepsake::embedder),
        metrics);
  }

  static HttpDoor start(
      HttpSettings settings,
      Authenticator authenticator,
      IdSource ids,
      McpEndpoint mcp,
      List<Api> apis,
      Health health,
      PrometheusMetrics metrics) {
    requireKeyOrLoopback(settings, authenticator);
    var door = new HttpDoor(settings, authenticator, ids, mcp, apis, health, metrics);
    try {
      door.javalin.start();
    } catch (JavalinBindException e) {
      door.close();
      throw new StartupFailure(
          "Cannot listen on %s, port %d: end what listens there, or choose another port."
              .formatted(settings.host(), settings.port()),
          e);
    }
    LOG.atInfo()
        .addKeyValue("host", settings.host())
        .addKeyValue("port", door.port())
        .log("listening");
    return door;
  }

  public int port() {
    return javalin.port();
  }

  /// What is answered beside MCP, such as `GET /health/live`.
  Set<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(route -> route.endpoint.method + " " + route.endpoint.path)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether calls need a key or a token by now.
  public boolean needsKey() {
    return authenticator.needsKey();
  }

  /// Takes no more calls and lets those in work end, for up to 5 s.
  @Override
  public void close() {
    mcp.close();
    for (Connector connector : javalin.jettyServer().server().getConnectors()) {
      if (connector instanceof AbstractConnector open) {
        open.setShutdownIdleTimeout(IDLE_CONNECTION_GRACE_MILLIS);
      }
    }
    try {
      javalin.stop();
    } catch (JavalinException e) {
      LOG.warn("requests were still in work after {} ms", GRACE_MILLIS, e);
    }
    apis.forEach(Api::close);
  }

  /// Once there is a key there always is one: keys are revoked, never removed.
  private static void requireKeyOrLoopback(HttpSettings settings, Authenticator authenticator) {
    if (!address(settings).isLoopbackAddress() && !authenticator.needsKey()) {
      throw new StartupFailure(
          "Will not listen on %s: other machines could read and write every memory, since no API key has been made and no tokens are asked for. Make a key with `keepsake key create`, set jwt_issuer, or use 127.0.0.1."
              .formatted(settings.host()));
    }
  }

  private static InetAddress address(HttpSettings settings) {
    try {
      return InetAddress.getByName(settings.host());
    } catch (UnknownHostException e) {
      throw new StartupFailure(
          "Cannot listen on %s, which is no address of this machine: use 127.0.0.1."
              .formatted(settings.host()),
          e);
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    // else a key in another case would be taken for the one that its connection has sent before
    config.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
    config.jetty.modifyServer(this::prepare);
    config.jetty.modifyServletContextHandler(this::mount);
    apis.forEach(api -> api.mount(config));
    settings
        .jwt()
        .map(tokens -> new ProtectedResource(settings.reach().publicUrl().orElseThrow(), tokens))
        .ifPresent(resource -> resource.mount(config));
    config.routes.get(Health.LIVE, context -> Health.live().write(context.res()));
    config.routes.get(Health.READY, context -> health.ready().write(context.res()));
    config.routes.get("/metrics", this::figures);
    config.routes.exception(
        HttpResponseException.class, (e, context) -> answer(context, e.getStatus()));
    config.routes.exception(
        LimitedRequest.BodyTooLarge.class, (e, context) -> refuseLargeBody(context, e.maxBytes));
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.atError()
              .setCause(e)
              .addKeyValue("correlation_id", RequestGuard.correlationId(context.req()))
              .log("a bug in a route");
          answer(context, 500);
        });
  }

  private void figures(Context context) {
    PrometheusMetrics.Page page = metrics.page(context.header("Accept"));
    context.contentType(page.contentType());
    context.result(page.text());
  }

  private static void refuseLargeBody(Context context, int maxBytes) {
    try {
      RequestGuard.refuseLargeBody(context.res(), maxBytes);
    } catch (IOException e) {
      throw new UncheckedIOException("the client is gone", e);
    }
  }

  private static void answer(Context context, int status) {
    try {
      HttpProblem.send(context.req(), context.res(), status, "");
    } catch (IOException e) {
      throw new UncheckedIOException("the client is gone", e);
    }
  }

  private void prepare(Server server) {
    server.setStopTimeout(GRACE_MILLIS);
    server.insertHandler(new GracefulHandler());
    server.setErrorHandler(this::answerBadRequest);
  }

  private boolean answerBadRequest(Request request, Response response, Callback callback) {
    headers.set(response.getHeaders());
    return HttpProblem.answerBadRequest(request, response, callback);
  }

  private void mount(ServletContextHandler context) {
    context.setErrorHandler(this::answerBadRequest);
    var names = new HostNames(settings, address.isAnyLocalAddress());
    var limits = BodyLimits.of(settings.maxBodyBytes(), apis);
    var cors = new Cors(settings.reach());
    add(context, new RequestGuard(limits, names, cors, headers, ids), "/*");
    add(context, new KeyGuard(authenticator, challenge()), "/*");
    add(context, LargeBodies.within(limits, Runtime.getRuntime()), "/*");
    add(context, mcp.filter(), McpEndpoint.PATH + "/*");
    var servlet = new ServletHolder("mcp", mcp.servlet());
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, McpEndpoint.PATH + "/*");
  }

  private Challenge challenge() {
    return new Challenge(settings.jwt().flatMap(_ -> settings.reach().publicUrl()));
  }

  private static void add(ServletContextHandler context, Filter filter, String path) {
    var holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
  }
}
