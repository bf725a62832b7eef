package dev.keepsake.server.cli;

import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.recording.Recording;
import dev.keepsake.eval.run.AgentSubject;
import dev.keepsake.eval.run.AgentSubject.ModelUnderTest;
import dev.keepsake.eval.run.CaseStores;
import dev.keepsake.eval.run.ModelSubject;
import dev.keepsake.eval.run.ReplaySubject;
import dev.keepsake.llm.openai.OpenAiModel;
import dev.keepsake.llm.openai.OpenAiSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which model an evaluation asks, or whose recorded answers it takes.
final class AgentOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Of agent: the model, as its provider calls it.")
  private @Nullable String model;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "Of agent: what stands before /chat/completions; left out: OPENAI_BASE_URL, or OpenAI."
              + " The key is OPENAI_API_KEY.")
  private @Nullable String baseUrl;

  @Option(
      names = "--temperature",
      paramLabel = "NUMBER",
      description = "Of agent: 0 to 2; left out: none is sent, and the model's own holds.")
  private @Nullable Double temperature;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Of agent: how long the model may take for an answer (${DEFAULT-VALUE}).")
  private int timeoutSeconds = 60;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Of agent: also write what the model answers to FILE, for replay.")
  private @Nullable String record;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Of replay: the recording whose answers stand in place of a model.")
  private @Nullable String replay;

  /// A model's measurement as the options describe it.
  ///
  /// @param stores closed with what is returned; if nothing is, the caller's to close
  /// @throws UsageException if an option or a variable is wrong or missing
  ModelSubject agent(Workbench workbench, CaseStores stores, WriteDataset dataset) {
    if (replay != null) {
      throw new UsageException("--replay is for --run replay, which asks no model.");
    }
    OpenAiSettings settings =
        new ModelEndpoint(workbench.shell().environment(), model, baseUrl)
            .settings(Optional.ofNullable(temperature), timeoutSeconds);
    Path file = record == null ? null : NewFile.path(record);
    AgentSubject subject =
        AgentSubject.open(stores, workbench.doors().serverUnderTest(), underTest(settings));
    if (file != null) {
      subject.record(file, dataset.sha256(), workbench.shell().clock().instant());
    }
    return subject;
  }

  /// @throws UsageException if an option is given that is another subject's
  void refuseForHeuristic() {
    if (model != null || baseUrl != null || temperature != null || record != null) {
      throw new UsageException(
          "--model, --base-url, --temperature and --record are for --run agent; heuristic asks no"
              + " model.");
    }
    if (replay != null) {
      throw new UsageException("--replay is for --run replay.");
    }
  }

  private static ModelUnderTest underTest(OpenAiSettings settings) {
    return new ModelUnderTest(
        new OpenAiModel(settings), settings.model(), ModelEndpoint.parameters(settings));
  }

  /// A measurement of recorded answers; what is doubtful about them is said on stderr.
  ///
  /// @param stores closed with what is returned; if nothing is, the caller's to close
  /// @throws UsageException if an option is missing
  /// @throws dev.keepsake.error.MemoryException with `INVALID_INPUT` if the recording can't be read
  ModelSubject replay(Workbench workbench, CaseStores stores, WriteDataset dataset) {
    if (replay == null) {
      throw new UsageException("Name the recording with --replay FILE; --record makes one.");
    }
    if (record != null || model != null) {
      throw new UsageException("--model and --record are for --run agent; a replay asks no model.");
    }
    Recording recording = Recording.read(NewFile.path(replay));
    ReplaySubject subject =
        ReplaySubject.open(
            stores, workbench.doors().serverUnderTest(), recording, dataset.sha256());
    subject.warnings().forEach(warning -> workbench.shell().err().println("keepsake: " + warning));
    return subject;
  }
}
