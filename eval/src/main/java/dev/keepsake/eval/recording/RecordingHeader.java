package dev.keepsake.eval.recording;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a recording was made of: its first line.
///
/// @param datasetSha256 of the dataset's file
/// @param parameters of the model: its endpoint, its temperature, ...
/// @param prompts the SHA-256 of every text that the model was given, by its name
public record RecordingHeader(
    String datasetSha256,
    String model,
    SortedMap<String, String> parameters,
    SortedMap<String, String> prompts,
    Instant created) {
  public RecordingHeader {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    prompts = Collections.unmodifiableSortedMap(new TreeMap<>(prompts));
  }

  /// Whether answers under the other header are answers to the same questions by the same model.
  boolean isContinuedBy(RecordingHeader other) {
    return datasetSha256.equals(other.datasetSha256)
        && model.equals(other.model)
        && parameters.equals(other.parameters)
        && prompts.equals(other.prompts);
  }
}
