package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.dataset.WriteDatasets;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.observe.Observation.Attempt;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.observe.Observation.Forgotten;
import dev.keepsake.eval.observe.Observation.Written;
import dev.keepsake.memory.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Cases and what came of them, in few words.
public final class Cases {
  private Cases() {}

  /// @param fields further ones, such as `"expected_writes": []`
  public static WriteCase of(String id, String fields) {
    String json =
        "[{\"id\": \"%s\", \"conversation\": [{\"role\": \"user\", \"content\": \"Hi\"}]%s}]"
            .formatted(id, fields.isEmpty() ? "" : ", " + fields);
    return WriteDatasets.parse("test.json", json.getBytes(StandardCharsets.UTF_8))
        .cases()
        .getFirst();
  }

  public static Written written(String content, Fate fate, String... superseded) {
    return new Written(content, MemoryType.FACT, 0.9, fate, List.of(superseded));
  }

  public static Attempt save(String content, double confidence, String action) {
    return new Attempt(
        "save_memory",
        content,
        Optional.of(MemoryType.FACT),
        Optional.of(confidence),
        action,
        Optional.empty(),
        Optional.empty());
  }

  public static Observation seen(String id, List<Written> writes, List<Attempt> attempts) {
    return seen(id, writes, List.of(), attempts);
  }

  public static Observation seen(
      String id, List<Written> writes, List<Forgotten> deletes, List<Attempt> attempts) {
    return new Observation(
        id, writes, deletes, attempts, List.of(), Duration.ofMillis(10), Optional.empty());
  }

  public static Observation failed(String id, String error) {
    return new Observation(
        id, List.of(), List.of(), List.of(), List.of(), Duration.ofMillis(10), Optional.of(error));
  }
}
