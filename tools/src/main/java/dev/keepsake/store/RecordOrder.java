package dev.keepsake.store;

import dev.keepsake.memory.WireName;
import java.time.Instant;

/// By what a list is ordered; what is equal in that, by the id.
///
/// @param ascending the lowest first
public record RecordOrder(By by, boolean ascending) {
  public static final RecordOrder NEWEST = new RecordOrder(By.CREATED, false);

  /// Where a memory stands in it.
  public RecordReads.Place place(WholeMemory whole) {
    var lifetime = whole.memory().lifetime();
    Instant moment =
        switch (by) {
          case CREATED -> lifetime.createdAt();
          case UPDATED -> lifetime.updatedAt();
          case ACCESSED -> whole.accessedAt().orElse(lifetime.createdAt());
        };
    return new RecordReads.Place(moment, whole.memory().id());
  }

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
