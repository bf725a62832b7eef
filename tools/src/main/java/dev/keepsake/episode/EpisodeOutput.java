package dev.keepsake.episode;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.Summary;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.Episode;
import dev.keepsake.write.EpisodeWrites;
import dev.keepsake.write.SaveAction;
import dev.keepsake.write.SaveOutput;
import java.util.Optional;

/// The answer of `summarize_episode`: the shape that agents see, append-only.
///
/// @param action as of `save_memory`; absent if none was made
/// @param reason why none was made
/// @param summary how the text was made
public record EpisodeOutput(
    boolean success,
    Optional<SaveAction> action,
    Optional<Reason> reason,
    String message,
    Optional<MemoryId> memoryId,
    Optional<MemoryId> writeId,
    Optional<MemoryId> supersedes,
    Optional<MemoryId> duplicateOf,
    Optional<PendingId> pendingId,
    Optional<String> rule,
    Optional<Summary.Kind> summary,
    Optional<String> content) {

  /// Why no episode was made.
  public enum Reason implements WireName {
    BELOW_THRESHOLD("below_threshold"),
    MADE_ALREADY("made_already"),
    /// Another process is at it.
    IN_PROGRESS("in_progress"),
    NOTHING_SAID("nothing_said");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  static EpisodeOutput saved(EpisodeWrites.Saved saved, Episode.Text text) {
    SaveOutput answer = saved.answer();
    boolean stored =
        switch (answer.action()) {
          case CREATED, QUEUED -> true;
          case DUPLICATE_SKIPPED, CONFIRM_NEEDED, DISCARDED, RATE_LIMITED, REJECTED, FAILED ->
              false;
        };
    return new EpisodeOutput(
        answer.success(),
        Optional.of(answer.action()),
        Optional.empty(),
        answer.message(),
        answer.memoryId(),
        answer.writeId(),
        answer.supersedes(),
        answer.duplicateOf(),
        answer.pendingId(),
        answer.rule(),
        Optional.of(text.summary().kind()),
        Optional.of(saved.content().text()).filter(_ -> stored));
  }

  static EpisodeOutput none(Reason reason, String message, Optional<MemoryId> memory) {
    return new EpisodeOutput(
        true,
        Optional.empty(),
        Optional.of(reason),
        message,
        memory,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
