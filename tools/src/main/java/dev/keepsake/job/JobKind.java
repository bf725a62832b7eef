package dev.keepsake.job;

import dev.keepsake.memory.WireName;
import java.time.Duration;

/// A kind of work that no caller waits for. What is open, and when its turn comes, is in the rows
/// of the store: whichever process looks finds it, and nothing is lost with a process.
public enum JobKind implements WireName {
  /// Writes that were accepted and are not decided.
  QUEUED_WRITES("queued_writes", Duration.ofSeconds(5), true),
  /// Vectors of memories that were stored without one.
  EMBEDDINGS("embeddings", Duration.ofSeconds(5), true),
  /// Vectors of a new model, while another one is searched with; then the switch.
  NEW_MODEL("new_model", Duration.ofSeconds(5), false),
  /// Writes whose confirmation nobody gave in time.
  CONFIRMATIONS("confirmations", Duration.ofMinutes(1), false),
  /// Memories past their time.
  EXPIRY("expiry", Duration.ofMinutes(1), false),
  /// Memories that were deleted so long ago that they go for good.
  PURGE("purge", Duration.ofMinutes(15), false),
  /// Rows that nothing asks for any more.
  OLD_ROWS("old_rows", Duration.ofMinutes(15), false),
  /// Raw memories that nobody has changed for long; once a night.
  RAW_CLEANUP("raw_cleanup", Duration.ofMinutes(15), false),
  /// Conversations that are long enough to be summarised.
  EPISODES("episodes", Duration.ofSeconds(15), false),
  /// Conversations in which nothing was said for long; once a night.
  CONVERSATION_CLEANUP("conversation_cleanup", Duration.ofMinutes(15), false),
  /// Messages of conversations in which nothing is said any more, all but the newest.
  CONVERSATION_TRIM("conversation_trim", Duration.ofMinutes(15), false),
  /// A signed checkpoint of the audit trail.
  CHECKPOINT("checkpoint", Duration.ofMinutes(1), false),
  /// When memories were read.
  ACCESSES("accesses", Duration.ofSeconds(5), false),
  /// Changes that the cache has to be told of again.
  CACHE("cache", Duration.ofSeconds(2), false);

  private final String wireName;
  private final Duration pause;
  private final boolean drained;

  JobKind(String wireName, Duration pause, boolean drained) {
    this.wireName = wireName;
    this.pause = pause;
    this.drained = drained;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// How long to wait before looking again where nothing was open.
  public Duration pause() {
    return pause;
  }

  /// Whether somebody waits for the outcome, so that a process that ends finishes what is due
  /// first.
  public boolean drained() {
    return drained;
  }
}
