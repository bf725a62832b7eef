package dev.keepsake.erase;

import dev.keepsake.store.Leftover;
import java.util.ArrayList;
import java.util.List;

/// Where the erased may still be, on any database.
final class Leftovers {
  private static final List<Leftover> EVERYWHERE =
      List.of(
          new Leftover(
              "backups, exports and audit exports that were made before",
              "they have to be deleted, or erased again after they were restored or imported"),
          new Leftover(
              "the memory of running processes",
              "indexes of other processes are gone within 15 minutes, vectors of texts within an"
                  + " hour"),
          new Leftover(
              "the log, if it names users, and what monitors it",
              "it has no words of memories; rotate it"),
          new Leftover(
              "what was sent elsewhere: conversations of clients and their models, a remote"
                  + " embedding service",
              "Keepsake has no hold on it"));

  private Leftovers() {}

  /// @param database what could not be reached there
  /// @param oldEvents how many events have words in them that stay
  static List<Leftover> all(List<Leftover> database, long oldEvents) {
    var all = new ArrayList<>(database);
    all.addAll(EVERYWHERE);
    if (oldEvents > 0) {
      all.add(
          new Leftover(
              "reasons or tags of %d events of the audit trail that an earlier version wrote"
                  .formatted(oldEvents),
              "they are part of those events' hashes, and stay"));
    }
    return all;
  }
}
