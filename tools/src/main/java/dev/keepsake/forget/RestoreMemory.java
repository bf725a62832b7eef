package dev.keepsake.forget;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Brings a deleted memory back with its whole chain, for its owner. No tool: an agent does not
/// bring back what its user took out. Thread-safe.
public final class RestoreMemory {
  private final Users users;
  private final Transactions transactions;
  private final ForgetSettings settings;
  private final Function<ClientId, String> policyVersion;
  private final InstantSource clock;

  /// @param policyVersion of the policy in force for a client
  public RestoreMemory(
      Users users,
      Transactions transactions,
      ForgetSettings settings,
      Function<ClientId, String> policyVersion,
      InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.settings = settings;
    this.policyVersion = policyVersion;
    this.clock = clock;
  }

  /// What is back.
  ///
  /// @param chain oldest first; the last one is active
  public record Restored(List<Memory> chain) {
    public Restored {
      chain = List.copyOf(chain);
    }

    public Memory head() {
      return chain.getLast();
    }
  }

  /// The whole chain of `id` comes back, whichever of its memories was named. The indexes learn of
  /// it as they learn of what another process wrote: by the revision.
  ///
  /// @throws MemoryException with `NOT_FOUND` if the caller's user has no such memory, with
  ///   `NOT_RESTORABLE` if it is not deleted, was deleted too long ago or has expired, or if an
  ///   active memory says the same
  public Restored run(Caller caller, MemoryId id) {
    Owner owner =
        users
            .find(caller.tenant().organization(), caller.requireUser())
            .map(user -> new Owner(user, caller.scope()))
            .orElseThrow(() -> unknown(id));
    var restoration =
        new Restoration(
            caller,
            owner,
            settings.purgeAfter(),
            policyVersion.apply(caller.tenant().client()),
            clock.instant());
    return new Restored(
        transactions.write(
            owner.user(), restoration.startedAt(), tx -> restoration.carryOut(tx, id)));
  }

  static MemoryException unknown(MemoryId id) {
    return new MemoryException(
        ErrorCode.NOT_FOUND, "There is no memory " + id + "; nothing was restored.");
  }
}
