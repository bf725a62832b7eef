package dev.keepsake.store;

import dev.keepsake.memory.WireName;

/// By what a list is ordered; what is equal in that, by the id.
///
/// @param ascending the lowest first
public record RecordOrder(By by, boolean ascending) {

  public enum By implements WireName {
    CREATED("created_at"),
    UPDATED("updated_at"),
    /// What was never shown counts as shown when it was created.
    ACCESSED("accessed_at");

    private final String wireName;

    By(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }
}
