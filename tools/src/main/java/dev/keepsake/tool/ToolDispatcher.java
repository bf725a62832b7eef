package dev.keepsake.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.ErrorCode.Fault;
import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.ToolCatalog.Offer;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way to call a tool: every door comes through here with an authenticated [Caller]. Finds
/// the tool, checks the right, reads the arguments, and turns every failure into an outcome.
/// Thread-safe; never throws.
public final class ToolDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ToolDispatcher.class);

  private final ToolCatalog catalog;
  private final InstantSource clock;

  public ToolDispatcher(ToolCatalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  public ToolCatalog catalog() {
    return catalog;
  }

  public ToolOutcome call(Caller caller, ToolCall call) {
    long started = clock.millis();
    ToolOutcome outcome =
        catalog
            .find(call.tool())
            .map(offer -> attempt(caller, call, offer))
            .orElseGet(() -> unknown(caller, call.tool()));
    LOG.atInfo()
        .addKeyValue("tool", call.tool())
        .addKeyValue("client", caller.tenant().client())
        .addKeyValue("outcome", word(outcome))
        .addKeyValue("ms", clock.millis() - started)
        .addKeyValue("correlation_id", caller.correlationId())
        .log("tool call");
    return outcome;
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
      return failed(caller, offer.spec(), e);
    } catch (Exception e) { // the one place where a bug becomes an answer
      LOG.atError()
          .setCause(e)
          .addKeyValue("tool", call.tool())
          .addKeyValue("correlation_id", caller.correlationId())
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
    if (!caused && failure.code() != ErrorCode.INTERNAL) {
      LOG.atWarn()
          .setCause(failure)
          .addKeyValue("tool", spec.name())
          .addKeyValue("correlation_id", caller.correlationId())
          .log("a call failed");
    }
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
