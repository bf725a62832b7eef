package dev.keepsake.task;

import dev.keepsake.memory.Owner;
import dev.keepsake.store.Transactions;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import java.time.InstantSource;

/// Removes a raw memory for good.
public final class DeleteRawMemory implements Tool<DeleteRawInput, RawDeleted> {
  private final RawOwners owners;
  private final Transactions transactions;
  private final InstantSource clock;

  DeleteRawMemory(RawOwners owners, Transactions transactions, InstantSource clock) {
    this.owners = owners;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "delete_raw_memory";
  }

  @Override
  public Class<DeleteRawInput> inputType() {
    return DeleteRawInput.class;
  }

  @Override
  public Class<RawDeleted> outputType() {
    return RawDeleted.class;
  }

  @Override
  public Hints hints() {
    return new Hints(false, true, true);
  }

  @Override
  public Right right() {
    return Right.WRITE;
  }

  /// @throws dev.keepsake.error.MemoryException with `NOT_FOUND` if the caller's user has no such
  ///   raw memory under the caller's scope
  @Override
  public RawDeleted run(Caller caller, DeleteRawInput input) {
    Owner owner =
        owners
            .find(caller, RawOwners.name(caller))
            .orElseThrow(() -> RawOwners.unknown(input.id()));
    boolean deleted =
        transactions.write(owner.user(), clock.instant(), tx -> tx.raw().delete(owner, input.id()));
    if (!deleted) {
      throw RawOwners.unknown(input.id());
    }
    return new RawDeleted(true, "The raw memory %s was deleted for good.".formatted(input.id()));
  }

  @Override
  public String summary(RawDeleted output) {
    return output.message();
  }
}
