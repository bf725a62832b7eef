package dev.keepsake.metric;

/// What Redis is asked for.
public enum RedisUse {
  /// The writes of agents are counted.
  LIMIT("limit"),
  /// Memories are remembered by their ids, and lists of them.
  CACHE("cache");

  private final String label;

  RedisUse(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
