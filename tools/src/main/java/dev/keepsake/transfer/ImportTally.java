package dev.keepsake.transfer;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.transfer.ImportDecision.AlreadyThere;
import dev.keepsake.transfer.ImportDecision.Create;
import dev.keepsake.transfer.ImportDecision.Differs;
import dev.keepsake.transfer.ImportDecision.Duplicate;
import dev.keepsake.transfer.ImportDecision.Rejected;
import dev.keepsake.transfer.ImportDecision.SuccessorSkipped;
import dev.keepsake.transfer.ImportSummary.NotImported;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Counts what became of the memories of one file.
final class ImportTally {
  private final List<NotImported> notImported = new ArrayList<>();
  private long memories;
  private long created;
  private long alreadyThere;
  private long differs;
  private long duplicates;
  private long successorSkipped;
  private long rejected;
  private long renamed;
  private long pending;
  private ImportSummary.Beside beside = ImportSummary.Beside.NOTHING;

  void beside(ImportSummary.Beside found) {
    beside = found;
  }

  long created() {
    return created;
  }

  void add(NumberedMemory read, ImportDecision decision) {
    memories++;
    switch (decision) {
      case Create(var memory, var isRenamed, var _) -> {
        created++;
        renamed += isRenamed ? 1 : 0;
        pending += memory.vector().isEmpty() ? 1 : 0;
      }
      case AlreadyThere _ -> alreadyThere++;
      case Differs(var id, var _) -> {
        differs++;
        list(read, "differs", Optional.of(id), Optional.empty());
      }
      case Duplicate(var existing) -> {
        duplicates++;
        list(read, "duplicate_skipped", Optional.of(existing), Optional.empty());
      }
      case SuccessorSkipped _ -> {
        successorSkipped++;
        list(read, "successor_skipped", Optional.empty(), Optional.empty());
      }
      case Rejected(var rule) -> {
        rejected++;
        list(read, "rejected", Optional.empty(), Optional.of(rule));
      }
    }
  }

  private void list(
      NumberedMemory read, String action, Optional<MemoryId> existing, Optional<String> rule) {
    if (notImported.size() < ImportSummary.LISTED) {
      notImported.add(
          new NotImported(read.line(), read.memory().memory().id(), action, existing, rule));
    }
  }

  ImportSummary summary(
      FileHeader header, String user, String scope, ImportPolicy policy, boolean dryRun) {
    return new ImportSummary(
        dryRun,
        header.user(),
        header.scope(),
        header.exportedAt(),
        user,
        scope,
        memories,
        created,
        alreadyThere,
        differs,
        duplicates,
        successorSkipped,
        rejected,
        renamed,
        pending,
        beside,
        notImported,
        policy.policy().version(),
        policy.notices());
  }
}
