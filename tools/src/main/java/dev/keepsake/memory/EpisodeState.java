package dev.keepsake.memory;

/// Where the one episode of a conversation stands.
public enum EpisodeState implements WireName {
  /// The conversation is long enough, and waits to be summarised.
  DUE("due"),
  /// The summary is there, and waits to be saved.
  SUMMARISED("summarised"),
  /// It is a memory.
  MADE("made"),
  /// It was made, and not taken as a memory: refused, discarded, or known already.
  REFUSED("refused"),
  /// It was tried in vain too often.
  FAILED("failed");

  private final String wireName;

  EpisodeState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// Whether a worker still has to do with it.
  public boolean isOpen() {
    return this == DUE || this == SUMMARISED;
  }
}
