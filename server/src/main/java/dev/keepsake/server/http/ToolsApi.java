package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.call.Api;
import dev.keepsake.server.call.Naming;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolFormat;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.ToolSpec;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Function calling: the schemas of the tools in the form that each vendor's API takes, and calls
/// of them by plain HTTP. Every result is a 200, refusals by policy included; every failure a
/// problem. Thread-safe.
final class ToolsApi implements Api {
  static final String PATH = "/api/v1/tools";
  private static final Logger LOG = LoggerFactory.getLogger(ToolsApi.class);

  private final ToolDispatcher tools;
  private final Optional<UserName> defaultUser;
  private final WorkLimit limit;

  /// @param defaultUser for calls that name none, where no key is needed
  ToolsApi(ToolDispatcher tools, Optional<UserName> defaultUser, WorkLimit limit) {
    this.tools = tools;
    this.defaultUser = defaultUser;
    this.limit = limit;
  }

  @Override
  public void mount(JavalinConfig config) {
    config.routes.get(PATH, this::list);
    config.routes.post(PATH + "/{name}", this::call);
  }

  private void list(Context context) throws IOException {
    String word = Optional.ofNullable(context.queryParam("format")).orElse("openai");
    Optional<ToolFormat> format = ToolFormat.find(word);
    if (format.isPresent()) {
      JsonAnswer.send(context.res(), format.get().render(tools.catalog().specs()));
      return;
    }
    String known =
        Arrays.stream(ToolFormat.values())
            .map(ToolFormat::wireName)
            .collect(Collectors.joining(", "));
    var failure = MemoryException.ofField("format", "`format` must be one of %s.".formatted(known));
    JsonAnswer.send(context.res(), Problem.of(failure, RequestGuard.correlationId(context.req())));
  }

  private void call(Context context) throws IOException {
    Optional<String> refusal = limit.enter();
    if (refusal.isPresent()) {
      JsonAnswer.refuse(context.res(), refusal.get());
      return;
    }
    try {
      String tool = context.pathParam("name");
      ToolOutcome outcome = outcome(context.req(), tool);
      if (outcome instanceof ToolOutcome.Failed(var problem)) {
        spec(tool)
            .ifPresent(spec ->
                Challenge.tellLacking(context.req(), context.res(), spec.right(), problem.code()));
      }
      answer(context, outcome);
    } catch (LimitedRequest.BodyTooLarge e) {
      RequestGuard.refuseLargeBody(context.res(), e.maxBytes);
    } catch (IOException e) {
      LOG.debug("a client went away before its answer; what was committed stands", e);
    } finally {
      limit.leave();
    }
  }

  private ToolOutcome outcome(HttpServletRequest request, String tool)
      throws LimitedRequest.BodyTooLarge {
    String correlationId = RequestGuard.correlationId(request);
    try {
      JsonNode arguments = ArgumentsBody.read(request);
      Caller caller = HttpCaller.of(request, defaultUser);
      if (arguments instanceof ObjectNode object && takesKey(tool)) {
        arguments = withKey(object, Naming.Headers.read(request, "Idempotency-Key"));
      }
      return tools.call(caller, new ToolCall(tool, arguments));
    } catch (MemoryException e) {
      return new ToolOutcome.Failed(Problem.of(e, correlationId));
    }
  }

  private boolean takesKey(String tool) {
    return spec(tool)
        .filter(spec -> spec.inputSchema().at("/properties/idempotency_key").isObject())
        .isPresent();
  }

  private Optional<ToolSpec> spec(String tool) {
    return tools.catalog().specs().stream().filter(spec -> spec.name().equals(tool)).findFirst();
  }

  private static ObjectNode withKey(ObjectNode arguments, Optional<String> header) {
    JsonNode argument = arguments.path("idempotency_key");
    if (header.isEmpty()) {
      return arguments;
    }
    if (argument.isTextual() && !argument.textValue().equals(header.get())) {
      throw MemoryException.ofField(
          "idempotency_key",
          "The header Idempotency-Key and `idempotency_key` differ: send one of them, or the same"
              + " in both.");
    }
    return argument.isMissingNode() || argument.isNull()
        ? arguments.put("idempotency_key", header.get())
        : arguments;
  }

  private static void answer(Context context, ToolOutcome outcome) throws IOException {
    switch (outcome) {
      case ToolOutcome.Done(var output, var _) -> JsonAnswer.send(context.res(), output);
      case ToolOutcome.Failed(var problem) -> JsonAnswer.send(context.res(), problem);
    }
  }
}
