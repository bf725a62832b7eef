package dev.keepsake.task;

import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import java.time.InstantSource;
import java.util.Optional;

/// Changes what is given of a raw memory, once for every idempotency key. Writers of one user come
/// one after the other, so that of two that append neither is lost.
public final class UpdateRawMemory implements Tool<UpdateRawInput, RawAnswer> {
  static final String NAME = "update_raw_memory";

  /// What is kept for a key: who calls again is shown the memory as it is then.
  private static final String NOTHING = "{}";

  private final RawOwners owners;
  private final Transactions transactions;
  private final SecretGuard secrets;
  private final InstantSource clock;

  UpdateRawMemory(
      RawOwners owners, Transactions transactions, SecretGuard secrets, InstantSource clock) {
    this.owners = owners;
    this.transactions = transactions;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<UpdateRawInput> inputType() {
    return UpdateRawInput.class;
  }

  @Override
  public Class<RawAnswer> outputType() {
    return RawAnswer.class;
  }

  @Override
  public Hints hints() {
    return new Hints(false, true, false);
  }

  @Override
  public Right right() {
    return Right.WRITE;
  }

  /// @throws MemoryException with `NOT_FOUND` if the caller's user has no such raw memory under the
  ///   caller's scope, with `SECRET_DETECTED` if it would hold a secret, with `INVALID_INPUT` if
  ///   nothing is given or it would be too long, with `IDEMPOTENCY_KEY_REUSED` if the key was used
  ///   with other arguments
  @Override
  public RawAnswer run(Caller caller, UpdateRawInput input) {
    if (input.context().isEmpty() && input.filterTags().isEmpty()) {
      throw MemoryException.ofField(
          "context", "Nothing to change is given: send `context`, `filter_tags` or both.");
    }
    UserName name = RawOwners.name(caller);
    secrets.check(input.context(), input.filterTags());
    Owner owner = owners.find(caller, name).orElseThrow(() -> RawOwners.unknown(input.id()));
    Optional<KeyedCall> keyed =
        KeyedCall.of(caller, NAME, owner, input.idempotencyKey(), input.withoutKey());
    return transactions.write(
        owner.user(),
        clock.instant(),
        tx ->
            keyed
                .flatMap(call -> call.earlier(tx))
                .map(_ -> again(find(tx, owner, input), name))
                .orElseGet(() -> {
                  RawMemory changed = change(tx, owner, caller, input);
                  keyed.ifPresent(call -> call.keep(tx, NOTHING));
                  return RawAnswer.now("The raw memory was changed.", RawView.of(changed, name));
                }));
  }

  private static RawAnswer again(RawMemory now, UserName name) {
    return new RawAnswer(
        true,
        "The raw memory was changed by the first call with this key.",
        RawView.of(now, name),
        Optional.of(true));
  }

  private static RawMemory find(WriteTx tx, Owner owner, UpdateRawInput input) {
    return tx.raw().find(owner, input.id()).orElseThrow(() -> RawOwners.unknown(input.id()));
  }

  private RawMemory change(WriteTx tx, Owner owner, Caller caller, UpdateRawInput input) {
    RawMemory before = find(tx, owner, input);
    String context =
        input
            .context()
            .map(given -> context(before.context(), given, input))
            .orElse(before.context());
    String tags =
        input
            .filterTags()
            .map(given -> tags(before.filterTags(), given, input, owner.scope()))
            .orElse(before.filterTags());
    RawMemory after = before.changed(context, tags, tx.at());
    tx.raw().update(after, caller.tenant().client());
    return after;
  }

  private String context(String before, String given, UpdateRawInput input) {
    return switch (input.contextUpdateType()) {
      case REPLACE -> given;
      case APPEND -> {
        String both = before + given;
        if (both.codePointCount(0, both.length()) > RawMemory.MAX_CHARACTERS) {
          throw MemoryException.ofField(
              "context",
              "`context` would have more than %,d characters: begin another raw memory."
                  .formatted(RawMemory.MAX_CHARACTERS));
        }
        secrets.checkSeam(before, given);
        yield both;
      }
    };
  }

  private static String tags(String before, JsonObject given, UpdateRawInput input, Scope scope) {
    return switch (input.tagsUpdateType()) {
      case REPLACE -> Tags.stamped(given, scope);
      case MERGE -> Tags.merged(before, given, scope);
    };
  }

  @Override
  public String summary(RawAnswer output) {
    return output.message() + " (" + output.memory().id() + ")";
  }
}
