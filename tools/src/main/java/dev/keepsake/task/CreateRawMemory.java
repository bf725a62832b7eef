package dev.keepsake.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Stores a raw memory as it is given, once for every idempotency key.
public final class CreateRawMemory implements Tool<CreateRawInput, RawAnswer> {
  static final String NAME = "create_raw_memory";

  private final RawOwners owners;
  private final Transactions transactions;
  private final SecretGuard secrets;
  private final InstantSource clock;
  private final IdSource ids;

  CreateRawMemory(
      RawOwners owners,
      Transactions transactions,
      SecretGuard secrets,
      InstantSource clock,
      IdSource ids) {
    this.owners = owners;
    this.transactions = transactions;
    this.secrets = secrets;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<CreateRawInput> inputType() {
    return CreateRawInput.class;
  }

  @Override
  public Class<RawAnswer> outputType() {
    return RawAnswer.class;
  }

  @Override
  public Hints hints() {
    return new Hints(false, false, false);
  }

  @Override
  public Right right() {
    return Right.WRITE;
  }

  /// @throws MemoryException with `SECRET_DETECTED` if the text holds a secret, with `ID_TAKEN` if
  ///   the owner has a raw memory of that id, with `IDEMPOTENCY_KEY_REUSED` if the key was used
  ///   with other arguments
  @Override
  public RawAnswer run(Caller caller, CreateRawInput input) {
    UserName name = RawOwners.name(caller);
    secrets.check(Optional.of(input.context()), input.filterTags());
    Owner owner = owners.require(caller, name);
    var drawn =
        new Draft(
            owner,
            input,
            input.id().orElseGet(() -> new RawMemoryId(ids.next())),
            Tags.stamped(input.filterTags().orElse(JsonObject.EMPTY), caller.scope()));
    return transactions.write(owner.user(), clock.instant(), tx -> answer(tx, caller, name, drawn));
  }

  /// What is to be stored, but for when.
  private record Draft(Owner owner, CreateRawInput input, RawMemoryId id, String tags) {
    RawMemory at(Instant at) {
      Instant occurred =
          input.occurredAt().map(moment -> moment.truncatedTo(ChronoUnit.MICROS)).orElse(at);
      return new RawMemory(
          id, owner, input.context(), tags, RawMemory.Change.CREATED, occurred, at, at);
    }

    Draft with(RawMemoryId earlier) {
      return new Draft(owner, input, earlier, tags);
    }
  }

  private static RawAnswer answer(WriteTx tx, Caller caller, UserName name, Draft draft) {
    Optional<KeyedCall> keyed =
        KeyedCall.of(
            caller,
            NAME,
            draft.owner(),
            draft.input().idempotencyKey(),
            draft.input().withoutKey());
    return keyed
        .flatMap(call -> call.earlier(tx))
        .map(earlier -> again(read(earlier), draft, name))
        .orElseGet(() -> {
          RawMemory stored = store(tx, caller, draft);
          keyed.ifPresent(call -> call.keep(tx, kept(stored)));
          return RawAnswer.now("The raw memory was stored.", RawView.of(stored, name));
        });
  }

  private static RawMemory store(WriteTx tx, Caller caller, Draft draft) {
    if (tx.raw().isTaken(draft.owner(), draft.id())) {
      throw new MemoryException(
          ErrorCode.ID_TAKEN,
          "There is a raw memory %s already: change that one, or leave `id` out."
              .formatted(draft.id()));
    }
    RawMemory memory = draft.at(tx.at());
    tx.raw().insert(memory, caller.tenant().client());
    return memory;
  }

  /// All of the first answer that the arguments do not say: erasure finds no text there.
  private record Kept(UUID id, Instant at) {}

  private static String kept(RawMemory stored) {
    return WireJson.write(new Kept(stored.id().value(), stored.createdAt()));
  }

  private static RawAnswer again(Kept kept, Draft draft, UserName name) {
    RawMemory first = draft.with(new RawMemoryId(kept.id())).at(kept.at());
    return new RawAnswer(
        true,
        "The raw memory was stored by the first call with this key.",
        RawView.of(first, name),
        Optional.of(true));
  }

  private static Kept read(String json) {
    try {
      return WireJson.MAPPER.readValue(json, Kept.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that was kept can't be read", e);
    }
  }

  @Override
  public String summary(RawAnswer output) {
    return output.message() + " (" + output.memory().id() + ")";
  }
}
