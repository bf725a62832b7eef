package dev.keepsake.erase;

import dev.keepsake.store.Leftover;
import java.util.List;

/// Where the erased may still be on any database.
final class Leftovers {
  private Leftovers() {}

  static List<Leftover> everywhere() {
    return List.of(
        new Leftover(
            "backups, exports and audit exports that were made before",
            "they have to be deleted, or erased again after they were restored or imported"),
        new Leftover(
            "the memory of other running processes",
            "their indexes look for erasures every 15 minutes, their cache of vectors forgets after"
                + " an hour"),
        new Leftover(
            "what was sent elsewhere: conversations of clients and their models, a remote embedding"
                + " service",
            "Keepsake has no hold on it"));
  }

  static Leftover oldEvents(long events) {
    return new Leftover(
        "reasons or tags of %d events of the audit trail that an earlier version wrote"
            .formatted(events),
        "they are part of those events' hashes, and stay");
  }
}
