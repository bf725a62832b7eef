package dev.keepsake.eval.run;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.recording.CaseDigest;
import dev.keepsake.eval.recording.RecordedCase;
import dev.keepsake.eval.recording.Recording;
import dev.keepsake.eval.recording.RecordingHeader;
import dev.keepsake.llm.scripted.ScriptedChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Recorded answers of a model in place of the model; everything else is as with an [AgentSubject].
/// A case that the recording does not fit is in error, by itself.
public final class ReplaySubject implements ModelSubject {
  private final AgentRun run;
  private final Recording recording;
  private final String datasetSha256;

  private ReplaySubject(AgentRun run, Recording recording, String datasetSha256) {
    this.run = run;
    this.recording = recording;
    this.datasetSha256 = datasetSha256;
  }

  /// @param stores closed with the subject
  /// @param datasetSha256 of the dataset that is to be run
  public static ReplaySubject open(
      CaseStores stores, ServerUnderTest server, Recording recording, String datasetSha256) {
    return new ReplaySubject(AgentRun.open(stores, server), recording, datasetSha256);
  }

  @Override
  public String name() {
    return "replay";
  }

  /// The model and the prompts are those that were recorded, whatever the prompts are now.
  @Override
  public SortedMap<String, String> parameters() {
    var parameters = new TreeMap<String, String>(run.parameters());
    RecordingHeader header = recording.header();
    parameters.put("extractor", "model");
    parameters.put("model", header.model());
    parameters.put("recording", recording.file());
    parameters.put("recording_sha256", recording.sha256());
    parameters.putAll(header.parameters());
    parameters.putAll(AgentTexts.parameters(header.prompts()));
    return parameters;
  }

  @Override
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    RecordingHeader header = recording.header();
    if (!header.datasetSha256().equals(datasetSha256)) {
      warnings.add(
          "The recording %s was made of another version of the dataset: cases whose conversation has changed since are in error."
              .formatted(recording.file()));
    }
    List<String> changed = changed(header.prompts(), run.texts().hashes());
    if (!changed.isEmpty()) {
      warnings.add(
          "The recording %s was made with other prompts than these (%s): its figures are not theirs until it is made again."
              .formatted(recording.file(), String.join(", ", changed)));
    }
    return warnings;
  }

  private static List<String> changed(
      SortedMap<String, String> then, SortedMap<String, String> now) {
    var names = new TreeMap<String, String>(then);
    names.putAll(now);
    return names.keySet().stream()
        .filter(
            name -> !Optional.ofNullable(then.get(name)).equals(Optional.ofNullable(now.get(name))))
        .toList();
  }

  @Override
  public Observation observe(WriteCase one) {
    Optional<RecordedCase> recorded = recording.find(one.id());
    if (recorded.isEmpty()) {
      return notRun(one, "recording-missing: %s has no such case".formatted(recording.file()));
    }
    if (!recorded.get().caseSha256().equals(CaseDigest.of(one))) {
      return notRun(
          one,
          "recording-changed: user, memories or conversation are not those that %s was made of"
              .formatted(recording.file()));
    }
    var script = script(recorded.get());
    return run.observe(one, script, () -> leftOver(script, recorded.get()));
  }

  private ScriptedChatModel script(RecordedCase recorded) {
    return new ScriptedChatModel(
        recorded.answers(),
        () ->
            recorded
                .failure()
                .map(failure -> new MemoryException(failure.code(), failure.message()))
                .orElseGet(() ->
                    new MemoryException(
                        ErrorCode.MODEL_FAILED,
                        "%s has %d answers of this case, and one more was asked for: record it again."
                            .formatted(recording.file(), recorded.answers().size()))));
  }

  private static Optional<String> leftOver(ScriptedChatModel script, RecordedCase recorded) {
    int left = script.left() + (recorded.failure().isPresent() && !script.ended() ? 1 : 0);
    return left == 0
        ? Optional.empty()
        : Optional.of(
            "recording-left-over: %d of the recorded answers were not asked for: record it again"
                .formatted(left));
  }

  private static Observation notRun(WriteCase one, String error) {
    return new Observation(
        one.id(), List.of(), List.of(), List.of(), List.of(), Duration.ZERO, Optional.of(error));
  }

  @Override
  public ModelUsage usage() {
    return run.usage();
  }

  @Override
  public void close() {
    run.close();
  }
}
