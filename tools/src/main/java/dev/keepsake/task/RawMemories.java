package dev.keepsake.task;

import dev.keepsake.cache.RawMemoryCache;
import dev.keepsake.memory.IdSource;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.query.QueryMemory;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.store.Schedules;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Tool;
import java.time.InstantSource;
import java.util.List;

/// All that can be done with raw memories. Thread-safe.
public final class RawMemories {
  private final List<Tool<?, ?>> operations;
  private final CleanRawMemories cleanup;

  /// Where raw memories are.
  ///
  /// @param cache has nothing where there is none
  public record Where(
      Users users,
      Transactions transactions,
      SweepQueue sweeps,
      Schedules schedules,
      RawMemoryCache cache) {}

  /// @param classes find secrets
  /// @param query searches memories, of which `log` is told
  public RawMemories(
      Where where,
      SensitiveClasses classes,
      QueryMemory query,
      ReadLog log,
      RawSettings settings,
      IdSource ids,
      InstantSource clock) {
    var owners = new RawOwners(where.users());
    var secrets = new SecretGuard(classes);
    Transactions transactions = where.transactions();
    this.operations =
        List.of(
            new CreateRawMemory(owners, transactions, secrets, clock, ids),
            new GetRawMemory(owners, transactions, where.cache()),
            new UpdateRawMemory(owners, transactions, secrets, clock),
            new DeleteRawMemory(owners, transactions, clock),
            new SearchAll(owners, transactions, query, log));
    this.cleanup =
        new CleanRawMemories(where.sweeps(), transactions, where.schedules(), settings, clock);
  }

  /// For programs: `create_raw_memory`, `get_raw_memory`, `update_raw_memory`, `delete_raw_memory`,
  /// and `search`.
  public List<Tool<?, ?>> operations() {
    return operations;
  }

  public CleanRawMemories cleanup() {
    return cleanup;
  }
}
