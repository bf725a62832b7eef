package dev.keepsake.task;

import dev.keepsake.cache.RawMemoryCache;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.Transactions;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import java.util.Optional;

/// One raw memory by its id, from the cache where possible.
public final class GetRawMemory implements Tool<GetRawInput, RawFound> {
  private final RawOwners owners;
  private final Transactions transactions;
  private final RawMemoryCache cache;

  GetRawMemory(RawOwners owners, Transactions transactions, RawMemoryCache cache) {
    this.owners = owners;
    this.transactions = transactions;
    this.cache = cache;
  }

  @Override
  public String name() {
    return "get_raw_memory";
  }

  @Override
  public Class<GetRawInput> inputType() {
    return GetRawInput.class;
  }

  @Override
  public Class<RawFound> outputType() {
    return RawFound.class;
  }

  @Override
  public Hints hints() {
    return new Hints(true, false, true);
  }

  @Override
  public Right right() {
    return Right.READ;
  }

  /// @throws dev.keepsake.error.MemoryException with `NOT_FOUND` if the caller's user has no such
  ///   raw memory under the caller's scope
  @Override
  public RawFound run(Caller caller, GetRawInput input) {
    UserName name = RawOwners.name(caller);
    RawMemory found =
        owners
            .findKnown(caller, name, owner -> find(owner, input.id()))
            .orElseThrow(() -> RawOwners.unknown(input.id()));
    return new RawFound(true, RawView.of(found, name));
  }

  private Optional<RawMemory> find(Owner owner, RawMemoryId id) {
    return cache.find(owner, id).or(() -> read(owner, id));
  }

  private Optional<RawMemory> read(Owner owner, RawMemoryId id) {
    Optional<RawMemory> found = transactions.read(owner.user(), tx -> tx.raw().find(owner, id));
    found.ifPresent(cache::fill);
    return found;
  }

  @Override
  public String summary(RawFound output) {
    return output.memory().context();
  }
}
