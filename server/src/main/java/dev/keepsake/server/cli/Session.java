package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.server.config.Settings;
import dev.keepsake.server.console.Terminal;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// One command's use of the memory, on behalf of a person.
final class Session implements AutoCloseable {
  private final Workbench workbench;
  private final boolean json;
  private final Keepsake keepsake;
  private final Caller caller;

  private Session(Workbench workbench, boolean json, Settings settings) {
    this.workbench = workbench;
    this.json = json;
    this.keepsake = workbench.open(settings);
    this.caller =
        keepsake.caller(settings.user(), Optional.empty(), workbench.correlationId(), Entry.PERSON);
  }

  static Session open(Workbench workbench, CommonOptions options) {
    return new Session(workbench, options.json(), workbench.briefSettings(options.settings()));
  }

  static ObjectNode arguments() {
    return WireJson.MAPPER.createObjectNode();
  }

  /// Calls a tool and prints its answer: with `--json` as it is on the wire, else by `readable`.
  ///
  /// @param readable prints the answer and returns the exit code
  int call(String tool, ObjectNode arguments, ToIntFunction<ObjectNode> readable) {
    return callFor(
        tool,
        arguments,
        answer -> {
          if (!json) {
            return readable.applyAsInt(answer);
          }
          print(answer.toString());
          return answer.path("success").asBoolean(true) ? ExitCode.DONE : ExitCode.FAILED;
        });
  }

  /// Calls a tool whose answer `handler` prints, with `--json` too.
  ///
  /// @param handler prints the answer and returns the exit code
  int callFor(String tool, ObjectNode arguments, ToIntFunction<ObjectNode> handler) {
    return switch (keepsake.tools().call(caller, new ToolCall(tool, arguments))) {
      case ToolOutcome.Failed(var problem) -> new Failures(workbench, json).report(problem);
      case ToolOutcome.Done(var output, var _) -> handler.applyAsInt(output);
    };
  }

  Keepsake keepsake() {
    return keepsake;
  }

  Caller caller() {
    return caller;
  }

  Terminal terminal() {
    return workbench.terminal();
  }

  boolean json() {
    return json;
  }

  /// A line of the answer.
  void print(String line) {
    workbench.shell().out().println(line);
  }

  @Override
  public void close() {
    keepsake.close();
  }
}
