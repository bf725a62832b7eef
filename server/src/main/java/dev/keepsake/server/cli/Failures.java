package dev.keepsake.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.eval.dataset.DatasetException;
import dev.keepsake.eval.report.UnreadableRun;
import dev.keepsake.prompt.PromptProblem;
import dev.keepsake.server.config.InvalidSettings;
import dev.keepsake.server.config.SettingProblem;
import dev.keepsake.server.config.StartupFailure;
import dev.keepsake.server.console.Plain;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.WireJson;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// How a command that could not be carried out ends: one sentence on stderr, with `--json` the
/// problem document on stdout, and an exit code.
final class Failures {
  private final Workbench workbench;
  private final boolean json;

  Failures(Workbench workbench, boolean json) {
    this.workbench = workbench;
    this.json = json;
  }

  /// Runs `command` and reports what it throws.
  int guard(Callable<Integer> command) {
    try {
      return command.call();
    } catch (Exception e) { // the end of the process: nobody is left to throw to
      return report(e);
    }
  }

  int report(Exception failure) {
    return switch (failure) {
      case InvalidSettings invalid -> settings(invalid.problems());
      case UsageException usage -> tell(ErrorCode.INVALID_INPUT, usage.getMessage());
      case MemoryException refused -> tell(refused.code(), refused.getMessage());
      case StartupFailure startup -> report(notStarted(startup));
      case FileFailure file -> report(fileFailed(file));
      case DatasetException dataset -> dataset(dataset);
      case BrokenPolicy broken -> policy(broken);
      case BrokenPrompts broken -> prompts(broken);
      case UnreadableRun run -> tell(ErrorCode.INVALID_INPUT, run.getMessage());
      case NotMeasured none -> notMeasured(none);
      default -> bug(failure);
    };
  }

  /// Wrong arguments.
  int usage(ParameterException failure, String[] arguments) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    boolean noCommand =
        failure instanceof UnmatchedArgumentException
            && failure.getCommandLine().getParent() == null;
    String said =
        noCommand
            ? "There is no command " + arguments[0]
            : String.valueOf(failure.getMessage()).replaceAll("[.\\s]+$", "");
    return tell(ErrorCode.INVALID_INPUT, said + "; see " + command + " --help.");
  }

  /// A tool's refusal.
  int report(Problem problem) {
    if (json) {
      print(problem);
    }
    workbench.shell().err().println("keepsake: " + Plain.line(problem.detail()));
    return problem.code().equals(ErrorCode.INVALID_INPUT.slug()) ? ExitCode.USAGE : ExitCode.FAILED;
  }

  private int settings(List<SettingProblem> problems) {
    List<String> sentences = problems.stream().map(SettingProblem::sentence).toList();
    String detail = String.join(" ", sentences);
    if (json) {
      Problem head = Problem.of(ErrorCode.INVALID_INPUT, detail, workbench.correlationId());
      print(
          withErrors(
              head, problems.stream().map(p -> new FieldProblem(p.key(), p.sentence())).toList()));
    }
    if (sentences.size() == 1) {
      workbench.shell().err().println("keepsake: " + Plain.line(sentences.getFirst()));
    } else {
      workbench.shell().err().println("keepsake: " + sentences.size() + " settings are wrong:");
      sentences.forEach(s -> workbench.shell().err().println("  " + Plain.line(s)));
    }
    return ExitCode.USAGE;
  }

  private int dataset(DatasetException failure) {
    List<String> problems = failure.problems();
    if (json) {
      Problem head =
          Problem.of(
              ErrorCode.INVALID_INPUT,
              String.valueOf(failure.getMessage()),
              workbench.correlationId());
      print(
          withErrors(
              head, problems.stream().map(p -> new FieldProblem(failure.file(), p)).toList()));
    }
    list(failure.file() + " does not fit", problems);
    return ExitCode.USAGE;
  }

  private int policy(BrokenPolicy failure) {
    List<String> problems =
        failure.problems().stream().map(problem -> problem.sentence(failure.file())).toList();
    if (json) {
      Problem head =
          Problem.of(
              ErrorCode.INVALID_INPUT,
              String.valueOf(failure.getMessage()) + ".",
              workbench.correlationId());
      print(
          withErrors(
              head,
              failure.problems().stream()
                  .map(problem ->
                      new FieldProblem("line " + problem.line(), problem.sentence(failure.file())))
                  .toList()));
    }
    problems.forEach(problem -> workbench.shell().err().println(Plain.line(problem)));
    return ExitCode.USAGE;
  }

  private int prompts(BrokenPrompts failure) {
    List<String> sentences = failure.problems().stream().map(PromptProblem::sentence).toList();
    if (json) {
      Problem head =
          Problem.of(
              ErrorCode.INVALID_INPUT,
              String.valueOf(failure.getMessage()) + ".",
              workbench.correlationId());
      print(
          withErrors(
              head,
              failure.problems().stream()
                  .map(problem -> new FieldProblem(problem.file(), problem.sentence()))
                  .toList()));
    }
    list(String.valueOf(failure.getMessage()), sentences);
    return ExitCode.USAGE;
  }

  private int notMeasured(NotMeasured failure) {
    report(
        new Problem(
            "/problems/not-measured",
            "The evaluation could not be run",
            503,
            String.valueOf(failure.getMessage()),
            "urn:keepsake:call:" + workbench.correlationId(),
            "not-measured",
            Optional.empty(),
            List.of()));
    return ExitCode.USAGE;
  }

  /// One on the line of the heading, several below it.
  private void list(String heading, List<String> sentences) {
    var err = workbench.shell().err();
    if (sentences.size() == 1) {
      err.println("keepsake: " + Plain.line(heading + ": " + sentences.getFirst()));
    } else {
      err.println("keepsake: " + Plain.line(heading + ", " + sentences.size() + " problems:"));
      sentences.forEach(sentence -> err.println("  " + Plain.line(sentence)));
    }
  }

  private static Problem withErrors(Problem head, List<FieldProblem> problems) {
    return new Problem(
        head.type(),
        head.title(),
        head.status(),
        head.detail(),
        head.instance(),
        head.code(),
        head.action(),
        problems);
  }

  private Problem notStarted(StartupFailure failure) {
    return new Problem(
        "/problems/not-started",
        "Keepsake could not start",
        503,
        String.valueOf(failure.getMessage()),
        "urn:keepsake:call:" + workbench.correlationId(),
        "not-started",
        Optional.empty(),
        List.of());
  }

  private Problem fileFailed(FileFailure failure) {
    return new Problem(
        "/problems/file-failed",
        "A file could not be read or written",
        500,
        String.valueOf(failure.getMessage()),
        "urn:keepsake:call:" + workbench.correlationId(),
        "file-failed",
        Optional.empty(),
        List.of());
  }

  private int bug(Exception failure) {
    String correlation = workbench.correlationId();
    LoggerFactory.getLogger(Failures.class)
        .atDebug()
        .setCause(failure)
        .addKeyValue("correlation_id", correlation)
        .log("a bug in a command");
    return report(
        Problem.of(
            ErrorCode.INTERNAL,
            "Something broke on our side; KEEPSAKE_LOG_LEVEL=debug shows where (correlation id "
                + correlation
                + ").",
            correlation));
  }

  private int tell(ErrorCode code, @org.jspecify.annotations.Nullable String sentence) {
    return report(Problem.of(code, String.valueOf(sentence), workbench.correlationId()));
  }

  private void print(Problem problem) {
    try {
      workbench.shell().out().println(WireJson.MAPPER.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
