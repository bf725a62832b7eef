package dev.keepsake.write;

import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.tool.WireJson;
import java.time.InstantSource;
import java.util.Optional;

/// The `save_memory` tool: a statement on its way through [WritePath], once for every idempotency
/// key.
public final class SaveMemory implements Tool<SaveInput, SaveOutput> {
  static final String NAME = "save_memory";

  private final Users users;
  private final WritePath path;
  private final InstantSource clock;
  private final IdSource ids;

  public SaveMemory(Users users, WritePath path, InstantSource clock, IdSource ids) {
    this.users = users;
    this.path = path;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<SaveInput> inputType() {
    return SaveInput.class;
  }

  @Override
  public Class<SaveOutput> outputType() {
    return SaveOutput.class;
  }

  @Override
  public Hints hints() {
    return new Hints(false, false, false);
  }

  @Override
  public Right right() {
    return Right.WRITE;
  }

  @Override
  public SaveOutput run(Caller caller, SaveInput input) {
    UserId user = users.require(caller.tenant().organization(), caller.requireUser());
    var proposal =
        new Proposal(
            new MemoryId(ids.next()),
            new Owner(user, caller.scope()),
            caller,
            input.write(),
            clock.instant(),
            Optional.empty(),
            Noted.nothing(path.policyVersion(caller.tenant().client())));
    var call =
        new KeptAnswers.Call(
            NAME, input.idempotencyKey(), text -> WireJson.write(input.with(text).withoutKey()));
    return path.run(proposal, remaining -> new KeptAnswers(remaining, call, input.content(), path));
  }

  @Override
  public String summary(SaveOutput output) {
    String id = output.memoryId().map(memory -> " (memory " + memory + ")").orElse("");
    return output.action().wireName() + ": " + output.message() + id;
  }
}
