package dev.keepsake.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.ErrorCode.Fault;
import dev.keepsake.error.MemoryException;
import dev.keepsake.metric.Metrics;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.ToolCatalog.Offer;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// The one way to call a tool: every door comes through here with an authenticated [Caller]. Finds
/// the tool, checks the right, reads the arguments, and turns every failure into an outcome.
/// Thread-safe; throws no exception.
public final class ToolDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ToolDispatcher.class);

  private final ToolCatalog catalog;
  private final Metrics metrics;
  private final UserLabel users;

  /// Nothing is counted, and the log names nobody.
  public ToolDispatcher(ToolCatalog catalog) {
    this(catalog, Metrics.NONE, _ -> "-");
  }

  /// @param users how the log names them
  public ToolDispatcher(ToolCatalog catalog, Metrics metrics, UserLabel users) {
    this.catalog = catalog;
    this.metrics = metrics;
    this.users = users;
  }

  public ToolCatalog catalog() {
    return catalog;
  }

  public ToolOutcome call(Caller caller, ToolCall call) {
    long started = System.nanoTime();
    metrics.callBegan();
    var offer = catalog.find(call.tool());
    String word = ErrorCode.INTERNAL.slug(); // what stands if an Error leaves no outcome
    try {
      ToolOutcome outcome =
          offer
              .map(found -> attempt(caller, call, found))
              .orElseGet(() -> unknown(caller, call.tool()));
      word = word(outcome);
      log(caller, call, outcome, since(started));
      return outcome;
    } finally {
      // not the name that was called: anybody can make up as many as there is memory for labels
      String tool = offer.map(found -> found.spec().name()).orElse("unknown");
      metrics.callEnded(tool, word, since(started));
    }
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private void log(Caller caller, ToolCall call, ToolOutcome outcome, Duration took) {
    LoggingEventBuilder line =
        about(LOG.atInfo(), caller, call.tool())
            .addKeyValue("client", caller.tenant().client())
            .addKeyValue("outcome", word(outcome))
            .addKeyValue("latency_ms", took.toMillis());
    if (outcome instanceof ToolOutcome.Failed(var problem)) {
      line = line.addKeyValue("error_code", problem.code());
    }
    line.log("tool call");
  }

  private LoggingEventBuilder about(LoggingEventBuilder line, Caller caller, String tool) {
    return line.addKeyValue("tool", tool)
        .addKeyValue("user_id", () -> caller.user().map(users::of).orElse("-"))
        .addKeyValue("correlation_id", caller.correlationId());
  }

  private <I extends Record, O extends Record> ToolOutcome attempt(
      Caller caller, ToolCall call, Offer<I, O> offer) {
    try {
      requireRight(caller, offer.spec());
      return switch (offer.shape().read(call.arguments())) {
        case Reading.Read<I>(var input) -> done(offer.tool(), offer.tool().run(caller, input));
        case Reading.Refused<I>(var problems) -> refused(caller, problems);
      };
    } catch (MemoryException e) {
      if (e.code().fault() != Fault.CALLER) {
        about(LOG.atWarn(), caller, call.tool())
            .addKeyValue("error_code", e.code().slug())
            .setCause(e)
            .log("a call failed");
      }
      return failed(caller, offer.spec(), e);
    } catch (Exception e) { // the one place where a bug becomes an answer
      about(LOG.atError(), caller, call.tool())
          .addKeyValue("error_code", ErrorCode.INTERNAL.slug())
          .setCause(e)
          .log("a bug in a tool");
      return failed(
          caller,
          offer.spec(),
          new MemoryException(
              ErrorCode.INTERNAL,
              "Something broke on our side; the log has it under " + caller.correlationId() + ".",
              e));
    }
  }

  private static void requireRight(Caller caller, ToolSpec spec) {
    if (!caller.rights().contains(spec.right())) {
      throw new MemoryException(
          ErrorCode.FORBIDDEN,
          "%s needs the right %s.".formatted(spec.name(), spec.right().wireName()));
    }
  }

  private static <I extends Record, O extends Record> ToolOutcome done(Tool<I, O> tool, O output) {
    ObjectNode json = WireJson.MAPPER.valueToTree(output);
    return new ToolOutcome.Done(json, tool.summary(output));
  }

  private static ToolOutcome refused(Caller caller, java.util.List<FieldProblem> problems) {
    String detail = problems.stream().map(FieldProblem::detail).collect(Collectors.joining(" "));
    return new ToolOutcome.Failed(
        Problem.of(ErrorCode.INVALID_INPUT, detail, caller.correlationId()).withErrors(problems));
  }

  private static ToolOutcome failed(Caller caller, ToolSpec spec, MemoryException failure) {
    Problem problem = Problem.of(failure, caller.correlationId());
    boolean caused = failure.code().fault() == Fault.CALLER;
    return new ToolOutcome.Failed(
        caused || spec.hints().readOnly() ? problem : problem.withAction("failed"));
  }

  private ToolOutcome unknown(Caller caller, String tool) {
    String shown = Excerpt.of(tool);
    String known = catalog.specs().stream().map(ToolSpec::name).collect(Collectors.joining(", "));
    return new ToolOutcome.Failed(
        Problem.of(
            ErrorCode.UNKNOWN_TOOL,
            "There is no tool `%s`; there are %s.".formatted(shown, known),
            caller.correlationId()));
  }

  private static String word(ToolOutcome outcome) {
    return switch (outcome) {
      case ToolOutcome.Done(var output, var _) -> output.path("action").asText("answered");
      case ToolOutcome.Failed(var problem) -> problem.code();
    };
  }
}
