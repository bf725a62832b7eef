package dev.keepsake.transfer;

import dev.keepsake.transfer.ImportSummary.Count;

/// Counts what became of what is beside memories, of one kind.
final class Tally {
  private long created;
  private long alreadyThere;
  private long differs;
  private long rejected;

  /// What can become of it.
  enum Fate {
    CREATED,
    ALREADY_THERE,
    DIFFERS,
    REJECTED
  }

  void add(Fate fate) {
    switch (fate) {
      case CREATED -> created++;
      case ALREADY_THERE -> alreadyThere++;
      case DIFFERS -> differs++;
      case REJECTED -> rejected++;
    }
  }

  long created() {
    return created;
  }

  Count count() {
    return new Count(
        created + alreadyThere + differs + rejected, created, alreadyThere, differs, rejected);
  }
}
