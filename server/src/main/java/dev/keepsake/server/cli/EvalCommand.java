package dev.keepsake.server.cli;

import dev.keepsake.embed.Embedder;
import dev.keepsake.eval.dataset.DeleteDescriptions;
import dev.keepsake.eval.dataset.DetectorTexts;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.dataset.DuplicatePairs;
import dev.keepsake.eval.dataset.MarkedConversations;
import dev.keepsake.eval.report.DetectorReport;
import dev.keepsake.eval.report.DuplicateReport;
import dev.keepsake.eval.report.SummaryReport;
import dev.keepsake.eval.run.DescriptionRun;
import dev.keepsake.eval.run.DuplicateRun;
import dev.keepsake.eval.run.SummaryRun;
import dev.keepsake.eval.score.DetectorScore;
import dev.keepsake.eval.score.PairScore;
import dev.keepsake.eval.score.SummaryScore;
import dev.keepsake.server.config.Settings;
import dev.keepsake.summary.ExtractiveSummarizer;
import dev.keepsake.write.detect.Detectors;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `keepsake eval`: measures with the model of the data folder and with no memory of anybody.
@Command(
    name = "eval",
    description = "Measure how good the memory is.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class EvalCommand implements Callable<Integer> {
  /// For the sentences of one conversation.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Workbench workbench;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions common = new OutputOptions();

  private EvalCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  /// With its subcommands.
  static CommandLine line(Workbench workbench) {
    return new CommandLine(new EvalCommand(workbench))
        .addSubcommand(new EvalWritesCommand(workbench))
        .addSubcommand(new EvalCompareCommand(workbench))
        .addSubcommand(new EvalBaselineCommand(workbench))
        .addSubcommand(new EvalValidateCommand(workbench));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What to measure is missing: " + measures());
  }

  private String measures() {
    return String.join(" or ", new TreeSet<>(spec.subcommands().keySet()));
  }

  @Command(
      name = "duplicates",
      description = "Judge labelled pairs of statements: the tables of decisions 0001 and 0002.",
      sortOptions = false)
  int duplicates(
      @Mixin OutputOptions output,
      @Option(
              names = "--held-out",
              description = "Show the misses of the held-out pairs too, which no rule is tuned on.")
          boolean heldOut) {
    Settings settings = workbench.briefSettings(Map.of());
    Set<Split> shown = heldOut ? Set.of(Split.values()) : Set.of(Split.TUNE);
    double threshold = settings.keepsake().write().thresholds().duplicate().value();
    try (Embedder embedder = EvalModel.start(settings)) {
      PairScore score = new DuplicateRun(embedder).score(DuplicatePairs.shipped());
      return print(
          inJson(output)
              ? EvalJson.of(score, threshold, shown).toString()
              : new DuplicateReport(score, threshold, shown).markdown().stripTrailing());
    }
  }

  @Command(
      name = "descriptions",
      description = "Look for memories by what is said of them: the tables of decision 0004.",
      sortOptions = false)
  int descriptions(@Mixin OutputOptions output) {
    try (Embedder embedder = EvalModel.start(workbench.briefSettings(Map.of()))) {
      var run = new DescriptionRun(embedder, DeleteDescriptions.shipped());
      return print(inJson(output) ? EvalJson.of(run).toString() : run.markdown().stripTrailing());
    }
  }

  @Command(
      name = "episodes",
      description = "Summarize marked conversations without a model: the tables of decision 0008.",
      sortOptions = false)
  int episodes(
      @Mixin OutputOptions output,
      @Option(
              names = "--held-out",
              description = "Show what is missed of the held-out conversations too.")
          boolean heldOut) {
    Set<Split> shown = heldOut ? Set.of(Split.values()) : Set.of(Split.TUNE);
    try (Embedder embedder = EvalModel.ready(workbench.briefSettings(Map.of()))) {
      var summarizer = new ExtractiveSummarizer(embedder, PATIENCE);
      SummaryScore score = new SummaryRun(summarizer).score(MarkedConversations.shipped());
      return print(
          inJson(output)
              ? SummaryJson.of(score, shown).toString()
              : new SummaryReport(score, shown).markdown().stripTrailing());
    }
  }

  @Command(
      name = "detectors",
      description = "Look for secrets and instructions to a model: the tables of decision 0006.",
      sortOptions = false)
  int detectors(@Mixin OutputOptions output) {
    DetectorScore score = DetectorScore.of(DetectorTexts.shipped(), new Detectors());
    return print(
        inJson(output)
            ? DetectorJson.of(score).toString()
            : new DetectorReport(score).markdown().stripTrailing());
  }

  /// The option may stand before the subcommand too.
  private boolean inJson(OutputOptions output) {
    return output.json() || common.json();
  }

  private int print(String text) {
    workbench.shell().out().println(text);
    return ExitCode.DONE;
  }
}
