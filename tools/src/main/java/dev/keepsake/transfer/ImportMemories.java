package dev.keepsake.transfer;

import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.policy.ClientPolicies;
import dev.keepsake.store.Tenant;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Brings the memories of a file to a caller's user and scope. Thread-safe.
///
/// The file is read twice: once to know that all of it is sound, so that nothing comes from one
/// that is damaged, then to write, some hundred memories in a transaction. What was interrupted is
/// resumed by importing the same file again: what is there already is left alone. The rules are in
/// [ImportDecider].
public final class ImportMemories {
  /// What the clocks of two machines may differ by. The user's time goes as far ahead, and the
  /// hours of the limits with it.
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final Users users;
  private final Transactions transactions;
  private final Supplier<EmbeddingSpace> space;
  private final ClientPolicies policies;
  private final Intake intake;
  private final InstantSource clock;

  /// @param space the one that is searched at the moment
  /// @param intake of what is beside memories
  public ImportMemories(
      Users users,
      Transactions transactions,
      Supplier<EmbeddingSpace> space,
      ClientPolicies policies,
      Intake intake,
      InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.space = space;
    this.policies = policies;
    this.intake = intake;
    this.clock = clock;
  }

  /// @param name what a fault calls the file
  public record Source(Path path, String name) {
    public static Source of(Path path) {
      return new Source(path, path.toString());
    }
  }

  /// @param dryRun only says what would happen
  /// @throws MemoryException with `INVALID_INPUT` if the file is no sound export; nothing was
  ///   changed then
  public ImportSummary run(Caller caller, Source source, boolean dryRun, TransferWatch watch) {
    String user = caller.requireUser().value();
    try (var file = MemoryFile.open(source)) {
      Tenant tenant = caller.tenant();
      watch.begins(TransferWatch.Stage.CHECK, file.size());
      var check = new FileCheck(watch);
      var nobody = new Owner(ExportMemories.NOBODY, caller.scope());
      String sha256 = file.read(nobody, tenant, "Nothing was imported.", check);
      requirePast(source, check.header(), clock.instant());
      var owner = new Owner(user(caller, dryRun), caller.scope());
      watch.begins(TransferWatch.Stage.IMPORT, file.size());
      var policy = new ImportPolicy(policies, caller);
      Instant exported = check.header().exportedAt();
      var target = new ImportTarget(transactions, clock, owner, tenant.client(), exported, dryRun);
      var run =
          new ImportRun(
              transactions,
              space.get(),
              clock,
              owner,
              new ImportEvents(caller, check.header(), sha256),
              new Landings(check.successors(), check.episodes()),
              policy,
              dryRun,
              watch,
              new BesideImport(target, intake));
      file.read(
          owner,
          tenant,
          "It has changed since it was checked; what stood before is imported.",
          run);
      return run.end().summary(check.header(), user, caller.scope().value(), policy, dryRun);
    }
  }

  private UserId user(Caller caller, boolean dryRun) {
    return dryRun
        ? users
            .find(caller.tenant().organization(), caller.requireUser())
            .orElse(ExportMemories.NOBODY)
        : users.require(caller.tenant().organization(), caller.requireUser());
  }

  /// The user's time never goes back, so that a moment far ahead would stay for ever.
  private static void requirePast(Source source, FileHeader header, Instant now) {
    if (header.exportedAt().isAfter(now.plus(CLOCKS))) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT,
          "%s was exported at %s, which is to come: set the clock of this machine, or wait until then. Nothing was imported."
              .formatted(source.name(), Times.text(header.exportedAt())));
    }
  }
}
