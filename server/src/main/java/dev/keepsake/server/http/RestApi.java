package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.UserName;
import dev.keepsake.records.EntityTag;
import dev.keepsake.server.call.Api;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.server.rest.Route;
import dev.keepsake.server.rest.Routes;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.Creations;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The REST API: every path of [Routes], each a call of its operation. Thread-safe.
final class RestApi implements Api {
  private static final String BULK = "/api/v1/memories/bulk";

  /// A hundred memories of 50,000 characters, each of which JSON may escape as two of six bytes,
  /// and of what else they may have.
  private static final int BULK_BYTES = 100 * (12 * Content.MAX_CHARACTERS + 150_000);

  /// Of the heap that such a body may be: what is made of it takes two or three times as much.
  private static final int BULK_SHARE_OF_HEAP = 4;

  /// A conversation that was long before it came here, with some pictures.
  private static final int HISTORY_BYTES = 16 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);

  private final ToolDispatcher operations;
  private final Function<Caller, Optional<Creations.Budget>> budget;
  private final Optional<UserName> defaultUser;
  private final WorkLimit limit;
  private final Map<String, ToolSpec> specs;

  /// @param budget how much a caller may create
  /// @param defaultUser for calls that name none, where no key is needed
  RestApi(
      ToolDispatcher operations,
      Function<Caller, Optional<Creations.Budget>> budget,
      Optional<UserName> defaultUser,
      WorkLimit limit) {
    this.operations = operations;
    this.budget = budget;
    this.defaultUser = defaultUser;
    this.limit = limit;
    this.specs =
        operations.catalog().specs().stream()
            .collect(Collectors.toUnmodifiableMap(ToolSpec::name, Function.identity()));
  }

  @Override
  public void mount(JavalinConfig config) {
    for (Route route : Routes.all()) {
      ToolSpec spec =
          Optional.ofNullable(specs.get(route.operation()))
              .orElseThrow(() -> new IllegalStateException("no operation answers " + route));
      Handler handler = context -> serve(context, route, spec);
      switch (route.method()) {
        case GET -> config.routes.get(route.path(), handler);
        case POST -> config.routes.post(route.path(), handler);
        case PATCH -> config.routes.patch(route.path(), handler);
        case DELETE -> config.routes.delete(route.path(), handler);
      }
    }
  }

  @Override
  public Map<String, Integer> largeBodies() {
    long heap = Runtime.getRuntime().maxMemory();
    return Map.of(
        BULK,
        (int) Math.min(BULK_BYTES, heap / BULK_SHARE_OF_HEAP),
        Routes.MESSAGES,
        HISTORY_BYTES);
  }

  private void serve(Context context, Route route, ToolSpec spec) throws IOException {
    Optional<String> refusal = limit.enter();
    if (refusal.isPresent()) {
      JsonAnswer.refuse(context.res(), refusal.get());
      return;
    }
    try {
      call(context, route, spec);
    } catch (LimitedRequest.BodyTooLarge e) {
      RequestGuard.refuseLargeBody(context.res(), e.maxBytes);
    } catch (IOException e) {
      LOG.debug("a client went away before its answer; what was committed stands", e);
    } finally {
      limit.leave();
    }
  }

  private void call(Context context, Route route, ToolSpec spec) throws IOException {
    HttpServletRequest request = context.req();
    String correlationId = RequestGuard.correlationId(request);
    try {
      RestArguments arguments = RestArguments.read(context, route, spec);
      Caller caller = HttpCaller.ofProgram(request, defaultUser, arguments.user());
      ToolOutcome outcome = operations.call(caller, new ToolCall(spec.name(), arguments.json()));
      if (Routes.CREATING.contains(spec.name())) {
        tell(context.res(), caller);
      }
      if (outcome instanceof ToolOutcome.Failed(var problem)) {
        Challenge.tellLacking(request, context.res(), spec.right(), problem.code());
      }
      answer(context, route, outcome, correlationId);
    } catch (RestArguments.Refused e) {
      Problem problem = Problem.of(ErrorCode.INVALID_INPUT, e.problem.detail(), correlationId);
      JsonAnswer.send(context.res(), problem.withErrors(List.of(e.problem)));
    } catch (MemoryException e) {
      Challenge.tellLacking(request, context.res(), spec.right(), e.code().slug());
      JsonAnswer.send(context.res(), Problem.of(e, correlationId));
    }
  }

  /// How much may still be created, in the headers of draft-ietf-httpapi-ratelimit-headers-10. What
  /// was created stands, and is told also where that can't be read any more.
  private void tell(HttpServletResponse response, Caller caller) {
    try {
      tell(response, budget.apply(caller));
    } catch (MemoryException e) {
      LOG.atWarn()
          .addKeyValue("correlation_id", caller.correlationId())
          .setCause(e)
          .log("an answer goes without how much may still be created");
    }
  }

  private static void tell(HttpServletResponse response, Optional<Creations.Budget> left) {
    left.ifPresent(given -> {
      long window = given.window().toSeconds();
      response.setHeader(
          "RateLimit-Policy", "\"creations\";q=%d;w=%d".formatted(given.limit(), window));
      response.setHeader("RateLimit", "\"creations\";r=%d;t=%d".formatted(given.left(), window));
    });
  }

  private static void answer(
      Context context, Route route, ToolOutcome outcome, String correlationId) throws IOException {
    switch (outcome) {
      case ToolOutcome.Failed(var problem) -> JsonAnswer.send(context.res(), problem);
      case ToolOutcome.Done(var output, var _) -> {
        switch (route.answer()) {
          case NOTHING -> context.res().setStatus(204);
          case PLAIN -> plain(context, route, output);
          case MADE -> made(context, route, output);
          case BY_ACTION -> byAction(context, output, correlationId);
        }
      }
    }
  }

  private static void plain(Context context, Route route, ObjectNode output) throws IOException {
    Optional<String> tag = tag(output);
    tag.ifPresent(text -> context.res().setHeader("ETag", text));
    if (route.method() == Route.Method.GET && tag.isPresent()) {
      // whoever keeps it has to ask whether it still holds
      JsonAnswer.send(
          context.res(), output, "private, no-cache", Conditions.holds(context, tag.get()));
    } else {
      JsonAnswer.send(context.res(), output);
    }
  }

  private static void made(Context context, Route route, ObjectNode output) throws IOException {
    if (output.path("created").asBoolean()) {
      String id = output.at("/conversation/id").asText();
      String segment = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
      context.res().setHeader("Location", route.path() + "/" + segment);
      JsonAnswer.send(context.res(), output, 201);
    } else {
      JsonAnswer.send(context.res(), output);
    }
  }

  /// That of the memory that an answer is, or has.
  private static Optional<String> tag(JsonNode output) {
    return EntityTag.of(output.has("memory") ? output.path("memory") : output);
  }

  private static void byAction(Context context, ObjectNode output, String correlationId)
      throws IOException {
    HttpServletResponse response = context.res();
    switch (output.path("action").asText()) {
      case "created" -> {
        tag(output).ifPresent(text -> response.setHeader("ETag", text));
        // the memory may be gone where the answer is one of before
        response.setHeader("Location", "/api/v1/memories/" + output.path("write_id").asText());
        JsonAnswer.send(response, output, 201);
      }
      case "queued" -> {
        response.setHeader("Location", "/api/v1/writes/" + output.path("write_id").asText());
        JsonAnswer.send(response, output, 202);
      }
      case "confirm_needed" -> JsonAnswer.send(response, output, 202);
      case "duplicate_skipped" -> JsonAnswer.send(response, output, 200);
      case "rate_limited" -> {
        String wait = output.path("retry_after_seconds").asText(JsonAnswer.RETRY_SECONDS);
        response.setHeader("Retry-After", wait);
        refused(response, ErrorCode.RATE_LIMITED, output, correlationId);
      }
      case "discarded" -> {
        // declined by its user, which is what was asked for
        if (output.path("success").asBoolean()) {
          JsonAnswer.send(response, output, 200);
        } else {
          refused(response, ErrorCode.DISCARDED, output, correlationId);
        }
      }
      default -> refused(response, ErrorCode.REJECTED, output, correlationId);
    }
  }

  /// The problem, with all that the operation says of it.
  private static void refused(
      HttpServletResponse response, ErrorCode code, ObjectNode output, String correlationId)
      throws IOException {
    Problem problem = Problem.of(code, output.path("message").asText(), correlationId);
    ObjectNode json = WireJson.MAPPER.valueToTree(problem);
    output
        .properties()
        .forEach(field -> {
          if (!json.has(field.getKey()) && !field.getKey().equals("message")) {
            json.set(field.getKey(), field.getValue());
          }
        });
    json.put("action", output.path("action").asText());
    HttpProblem.send(response, problem.status(), json);
  }
}
