package dev.keepsake.store;

/// How much an owner has beside memories.
public record BesideCount(long rawMemories, long conversations, long messages) {
  public static final BesideCount NOTHING = new BesideCount(0, 0, 0);
}
