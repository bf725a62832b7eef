package dev.keepsake.eval.run;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.recording.RecordingHeader;
import dev.keepsake.eval.recording.RecordingWriter;
import dev.keepsake.llm.ChatModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A real model with the shipped prompts and tools, through the real server.
public final class AgentSubject implements ModelSubject {
  private final AgentRun run;
  private final ModelUnderTest model;
  private volatile @Nullable Recorder recorder;

  private AgentSubject(AgentRun run, ModelUnderTest model) {
    this.run = run;
    this.model = model;
  }

  private record Recorder(String file, RecordingWriter writer) {}

  /// Which model is measured.
  ///
  /// @param parameters what its answers depend on beside what it is asked; no secrets
  public record ModelUnderTest(ChatModel chat, String name, SortedMap<String, String> parameters) {}

  /// @param stores closed with the subject
  public static AgentSubject open(CaseStores stores, ServerUnderTest server, ModelUnderTest model) {
    return new AgentSubject(AgentRun.open(stores, server), model);
  }

  /// Writes down from now on what the model answers, to be replayed by a [ReplaySubject]. Goes on
  /// with a recording of the same that was interrupted.
  ///
  /// @throws dev.keepsake.error.MemoryException with `INVALID_INPUT` if the file can't be written
  ///   or is something else
  public void record(Path file, String datasetSha256, Instant now) {
    var header =
        new RecordingHeader(
            datasetSha256, model.name(), model.parameters(), run.texts().hashes(), now);
    recorder = new Recorder(file.getFileName().toString(), RecordingWriter.open(file, header));
  }

  @Override
  public String name() {
    return "agent";
  }

  /// With the recording: what an interrupted run observed without it is not in it.
  @Override
  public SortedMap<String, String> parameters() {
    var parameters = new TreeMap<String, String>(run.parameters());
    parameters.put("extractor", "model");
    Recorder now = recorder;
    if (now != null) {
      parameters.put("recording", now.file());
    }
    parameters.put("model", model.name());
    parameters.putAll(model.parameters());
    parameters.putAll(AgentTexts.parameters(run.texts().hashes()));
    return parameters;
  }

  @Override
  public Observation observe(WriteCase one) {
    var recorded = new RecordedModel(model.chat());
    Observation observation = run.observe(one, recorded, Optional::empty);
    Recorder now = recorder;
    if (now != null) {
      now.writer().append(recorded.of(one));
    }
    return observation;
  }

  @Override
  public ModelUsage usage() {
    return run.usage();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public void close() {
    try (run) {
      Recorder now = recorder;
      if (now != null) {
        now.writer().close();
      }
    }
  }
}
