package dev.keepsake.eval.score;

import dev.keepsake.memory.WireName;

/// Where on its way into the memory something that was expected got lost.
public enum MissStage implements WireName {
  /// No call of a tool said it.
  NOT_PROPOSED("not_proposed"),
  /// It was proposed, and neither stored nor a duplicate: it waits for a confirmation, say.
  ROUTED_AWAY("routed_away"),
  /// It was proposed and taken for what another memory says.
  DROPPED_AS_DUPLICATE("dropped_as_duplicate"),
  /// The call failed, or the case could not be run to its end.
  FAILED("failed"),
  /// It was stored, but no memory of the run says it any more.
  OVERWRITTEN("overwritten"),
  /// A memory says it that counts for something else that was expected: two in one.
  MERGED("merged");

  private final String wireName;

  MissStage(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
