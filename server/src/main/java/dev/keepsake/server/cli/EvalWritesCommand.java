package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.embed.Embedder;
import dev.keepsake.error.MemoryException;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.report.RunFacts;
import dev.keepsake.eval.report.RunJson;
import dev.keepsake.eval.report.WriteReport;
import dev.keepsake.eval.run.Journal;
import dev.keepsake.eval.run.ModelSubject;
import dev.keepsake.eval.run.Subject;
import dev.keepsake.eval.run.WriteRun;
import dev.keepsake.eval.score.Bootstrap;
import dev.keepsake.eval.score.Comparison;
import dev.keepsake.eval.score.Gate;
import dev.keepsake.eval.score.Gate.Verdict;
import dev.keepsake.eval.score.RunFigures;
import dev.keepsake.eval.score.WriteScore;
import dev.keepsake.server.config.Settings;
import dev.keepsake.server.console.Plain;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake eval writes`: in stores that are thrown away; nobody's memory is opened.
@Command(
    name = "writes",
    description = "Measure what is remembered of labelled conversations, and what is not.",
    sortOptions = false,
    footer = {
      "",
      "A run that was interrupted goes on where it was if it is started again.",
      "Exit status: 0 passed the gate, 1 failed it, 2 could not be measured."
    })
final class EvalWritesCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private OutputOptions output = new OutputOptions();

  @Mixin private DatasetOptions dataset = new DatasetOptions();

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "What to measure: heuristic, agent or replay (${DEFAULT-VALUE}).")
  private String run = "heuristic";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the reports go; if left out, to `eval-runs` in the data folder.")
  private @Nullable String out;

  @Mixin private CaseFilter filter = new CaseFilter();
  @Mixin private GateOptions gate = new GateOptions();
  @Mixin private AgentOptions agent = new AgentOptions();
  @Mixin private TrackingOptions tracking = new TrackingOptions();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "How many cases at a time; as many as there are processors if left out.")
  private @Nullable Integer parallel;

  @Option(names = "--fresh", description = "Begin anew, even if a run was interrupted.")
  private boolean fresh;

  EvalWritesCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() throws InterruptedException {
    Instant started = workbench.shell().clock().instant();
    int atATime = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
    if (atATime < 1) {
      throw new UsageException("--parallel must be at least 1; it was " + atATime + ".");
    }
    Gate least = gate.gate();
    Optional<RunFigures> baseline = gate.baseline();
    WriteDataset read = dataset.read();
    List<WriteCase> cases = filter.of(read);
    Settings settings = workbench.briefSettings(Map.of());
    try (Embedder embedder = EvalModel.ready(settings);
        Subject subject = Subjects.open(run, workbench, agent, read, settings, embedder)) {
      var folder = new RunFolder(folder(settings, read, subject));
      WriteScore score = score(read, cases, subject, folder, atATime);
      WriteReport report = report(read, subject, score, least, baseline);
      folder.write(report);
      answer(read, report, folder, () -> track(settings, report, folder, started));
      return exitCode(report);
    } catch (MemoryException | FileFailure | UncheckedIOException e) {
      throw new NotMeasured("Nothing was measured: " + e.getMessage(), e); // 1 is the gate's
    }
  }

  private WriteReport report(
      WriteDataset read,
      Subject subject,
      WriteScore score,
      Gate least,
      Optional<RunFigures> baseline) {
    RunFacts facts = facts(read, subject);
    Optional<Comparison> comparison =
        baseline.map(before -> comparison(before, facts.figures(score)));
    var report = WriteReport.of(facts, score, least, comparison);
    return subject instanceof ModelSubject model ? report.with(model.usage()) : report;
  }

  private Tracked track(Settings settings, WriteReport report, RunFolder folder, Instant started) {
    Path base = RunFolder.base(settings.keepsake().home());
    return tracking.log(workbench.shell().environment(), base, report, folder, started);
  }

  /// @throws UsageException if the runs have no case in common: the gate would let any fall through
  private static Comparison comparison(RunFigures before, RunFigures after) {
    Comparison comparison = Comparison.of(before, after, Bootstrap.DEFAULT);
    if (comparison.shared() == 0) {
      throw new UsageException("The baseline has no case in common with this run.");
    }
    return comparison;
  }

  private Path folder(Settings settings, WriteDataset read, Subject subject) {
    return out == null
        ? RunFolder.usual(settings.keepsake().home(), read.name(), subject.name())
        : NewFile.path(out);
  }

  private WriteScore score(
      WriteDataset read, List<WriteCase> cases, Subject subject, RunFolder folder, int atATime)
      throws InterruptedException {
    Journal journal = Journal.of(folder.journal(), read.sha256(), subject);
    if (fresh) {
      journal.discard();
    }
    Map<String, Observation> observed;
    try (var progress = workbench.progress()) {
      observed = new WriteRun(subject, journal, atATime).run(cases, new EvalProgress(progress));
    }
    journal.discard();
    return WriteScore.of(cases, observed, Bootstrap.DEFAULT);
  }

  private RunFacts facts(WriteDataset read, Subject subject) {
    var parameters = new TreeMap<String, String>(subject.parameters());
    parameters.putAll(filter.parameters());
    return RunFacts.of(
        read, subject.name(), parameters, Bootstrap.DEFAULT, workbench.shell().clock().instant());
  }

  /// The figures come first where a person waits: a server that tracks may take its time.
  private void answer(
      WriteDataset read, WriteReport report, RunFolder folder, Supplier<Tracked> tracked) {
    if (output.json()) {
      ObjectNode json = RunJson.of(report);
      json.set("tracking", tracked.get().json());
      workbench.shell().out().println(json);
    } else {
      new EvalWritesTable(workbench.terminal()).print(read, report, folder);
      tracked
          .get()
          .line()
          .ifPresent(line -> workbench.shell().err().println("keepsake: " + Plain.line(line)));
    }
  }

  private static int exitCode(WriteReport report) {
    return switch (report.verdict()) {
      case Verdict.Passed _ -> ExitCode.DONE;
      case Verdict.Failed _ -> ExitCode.FAILED;
      case Verdict.Unusable _ -> ExitCode.USAGE;
    };
  }
}
