package dev.keepsake.write;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.StoredMemory;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.UserState;
import dev.keepsake.store.Users;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import dev.keepsake.write.WriteDecision.Create;
import dev.keepsake.write.WriteDecision.Duplicate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Changes a memory for its owner, who keeps its id: through the policy and the duplicate check
/// like a write. Title, tags and metadata change in place; other words leave those of before to a
/// superseded memory of its own, so that history stays true. Of two edits at once neither is lost:
/// what an edit leaves as it is may be another by the time it is carried out. Thread-safe.
public final class EditMemory {
  /// To switch to another model takes longer than to embed; who meets two switches goes without.
  private static final int EMBEDDINGS = 3;

  private final Users users;
  private final Transactions transactions;
  private final UserIndexes indexes;
  private final WritePath path;
  private final InstantSource clock;
  private final IdSource ids;

  public EditMemory(
      Users users,
      Transactions transactions,
      UserIndexes indexes,
      WritePath path,
      InstantSource clock,
      IdSource ids) {
    this.users = users;
    this.transactions = transactions;
    this.indexes = indexes;
    this.path = path;
    this.clock = clock;
    this.ids = ids;
  }

  /// What one attempt under the lock came to.
  private sealed interface Attempt {
    record Done(WholeMemory memory, UserState before, List<StoredMemory> changed)
        implements Attempt {}

    /// Told in the trail, and to the caller once that is committed.
    record Refused(MemoryException why) implements Attempt {}

    /// The search has switched to another model meanwhile.
    record OtherModel() implements Attempt {}

    /// The memory was changed meanwhile, so that what was decided on is not what is asked for.
    record Overtaken() implements Attempt {}
  }

  /// One edit as its caller wants it.
  private record Wanted(
      Caller caller,
      Owner owner,
      MemoryId id,
      Edit edit,
      Consumer<WholeMemory> precondition,
      Instant arrivedAt) {}

  /// @param precondition refuses a memory that is not the one which the caller has seen; asked
  ///   again under the lock
  /// @return the memory afterwards
  /// @throws MemoryException with `NOT_FOUND` if the caller's user has no such memory, with
  ///   `NOT_ACTIVE` if it was replaced or archived, with `REJECTED` if the policy forbids what it
  ///   would be, with `DUPLICATE` if another memory says the same, or what `precondition` throws
  public WholeMemory run(
      Caller caller, MemoryId id, Edit edit, Consumer<WholeMemory> precondition) {
    caller.require(Right.WRITE);
    Instant arrived = clock.instant();
    Owner owner =
        users
            .find(caller.tenant().organization(), caller.requireUser())
            .map(user -> new Owner(user, caller.scope()))
            .orElseThrow(() -> unknown(id));
    var wanted = new Wanted(caller, owner, id, edit, precondition, arrived);
    Optional<WholeMemory> done = attempt(wanted);
    while (done.isEmpty()) { // each time somebody else's change of it was committed
      done = attempt(wanted);
    }
    return done.get();
  }

  /// Empty if the memory was changed meanwhile.
  private Optional<WholeMemory> attempt(Wanted wanted) {
    Owner owner = wanted.owner();
    MemoryId id = wanted.id();
    WholeMemory before =
        transactions.read(
            owner.user(), tx -> require(tx.records().find(owner, id), id, wanted.arrivedAt()));
    wanted.precondition().accept(before);
    if (wanted.edit().changed(before).isEmpty()) {
      return Optional.of(before);
    }
    WriteInput input = wanted.edit().of(before);
    var proposal =
        new Proposal(
            new MemoryId(ids.next()),
            owner,
            wanted.caller(),
            input,
            wanted.arrivedAt(),
            Optional.empty(),
            Noted.nothing(path.policyVersion(wanted.caller().tenant().client())));
    return new Call(wanted, input, path.routeEdit(proposal)).run();
  }

  private static WholeMemory require(Optional<WholeMemory> found, MemoryId id, Instant at) {
    WholeMemory memory =
        found
            .filter(whole -> whole.memory().status() != Status.DELETED)
            .filter(whole -> !whole.memory().lifetime().expiredAt(at))
            .orElseThrow(() -> unknown(id));
    if (!memory.memory().active()) {
      throw new MemoryException(
          ErrorCode.NOT_ACTIVE,
          "The memory %s is no longer active%s."
              .formatted(
                  id,
                  memory
                      .memory()
                      .supersededBy()
                      .map(next -> ": it was replaced by " + next)
                      .orElse("")));
    }
    return memory;
  }

  private static MemoryException unknown(MemoryId id) {
    return new MemoryException(ErrorCode.NOT_FOUND, "There is no memory %s.".formatted(id));
  }

  /// One edit on its way, of the memory as it was read.
  private final class Call {
    private final MemoryId id;
    private final Edit edit;
    private final Consumer<WholeMemory> precondition;
    private final WriteInput input;
    private final Proposal proposal;
    private final Route route;

    /// @param input what the memory would be, before the policy took anything out
    Call(Wanted wanted, WriteInput input, WritePolicy.Routed routed) {
      this.id = wanted.id();
      this.edit = wanted.edit();
      this.precondition = wanted.precondition();
      this.input = input;
      this.proposal =
          edit.content().isPresent()
              ? routed.proposal()
              : routed.proposal().unredacted(input.content());
      this.route = routed.route();
    }

    /// Empty if the memory was changed meanwhile.
    Optional<WholeMemory> run() {
      Attempt attempt = write(meaning());
      for (int i = 1; attempt instanceof Attempt.OtherModel && i < EMBEDDINGS; i++) {
        attempt = write(meaning());
      }
      if (attempt instanceof Attempt.OtherModel) {
        attempt = write(new Meaning.Missing(Optional.empty()));
      }
      return switch (attempt) {
        case Attempt.Done(var memory, var before, var changed) -> {
          if (!changed.isEmpty()) {
            indexes.committed(proposal.owner(), before, changed);
          }
          yield Optional.of(memory);
        }
        case Attempt.Refused(var why) -> throw why;
        case Attempt.Overtaken() -> Optional.empty();
        case Attempt.OtherModel() -> throw new IllegalStateException("no vector is of no model");
      };
    }

    private Meaning meaning() {
      return edit.content().isPresent() && route instanceof Route.Accept
          ? path.meaningOfEdit(proposal)
          : new Meaning.Missing(Optional.empty());
    }

    private Attempt write(Meaning meaning) {
      Instant now = clock.instant();
      return transactions.write(
          proposal.owner().user(), now, tx -> attempt(tx, new WriteEvents(proposal, now), meaning));
    }

    private Attempt attempt(WriteTx tx, WriteEvents events, Meaning meaning) {
      WholeMemory before = require(tx.records().find(proposal.owner(), id), id, tx.at());
      precondition.accept(before);
      if (!edit.of(before).equals(input)) {
        return new Attempt.Overtaken();
      }
      return switch (route) {
        case Route.Reject(var rule, var reason, var detected) -> {
          var reject = new WriteDecision.Reject(rule, reason, detected);
          append(tx, events.rejected(reject));
          yield refused(ErrorCode.REJECTED, SaveAnswer.rejected(proposal, reject).message());
        }
        case Route.Discard(var rule, var reason) -> {
          append(tx, events.discarded(rule));
          var discard = new WriteDecision.Discard(rule, reason);
          yield refused(ErrorCode.REJECTED, SaveAnswer.discarded(proposal, discard).message());
        }
        case Route.Ask(var rule, var _) ->
            throw new IllegalStateException("an owner is not asked: " + rule);
        case Route.Accept(String rule) -> accepted(tx, before, rule, events, meaning);
      };
    }

    private Attempt accepted(
        WriteTx tx, WholeMemory before, String rule, WriteEvents events, Meaning meaning) {
      Content content = proposal.content();
      if (Edit.changed(before, proposal.input()).isEmpty()) { // but for what the policy took out
        return new Attempt.Done(before, tx.state(), List.of());
      }
      if (content.equals(before.memory().content())) {
        return carryOut(
            tx, before, new Create(rule, Optional.of(before.memory()), List.of()), events, meaning);
      }
      Optional<WriteDecision> decision =
          path.decideEdit(tx, proposal, rule, before.memory(), meaning);
      if (decision.isEmpty()) {
        return new Attempt.OtherModel();
      }
      return switch (decision.get()) {
        case Duplicate duplicate -> {
          append(tx, events.duplicate(duplicate));
          yield refused(
              ErrorCode.DUPLICATE,
              "The memory %s says this already: nothing was changed."
                  .formatted(duplicate.existing()));
        }
        case Create create -> carryOut(tx, before, create, events, meaning);
        case WriteDecision other -> throw new IllegalStateException("no edit ends in " + other);
      };
    }

    private Attempt carryOut(
        WriteTx tx, WholeMemory before, Create decision, WriteEvents events, Meaning meaning) {
      Memory old = before.memory();
      var client = proposal.caller().tenant().client();
      var notes = proposal.input().annotations();
      boolean reworded = !proposal.content().equals(old.content());
      Optional<Memory> expired =
          reworded
              ? events.expiry().carryOut(tx, proposal.content().hash())
              : Optional.<Memory>empty();
      if (reworded) {
        Memory next = proposal.reworded(old, tx, decision.origin(proposal.origin()), meaning);
        tx.records().reword(next, notes, proposal.id(), meaning.vector(), client);
      } else {
        tx.records().annotate(old.with(proposal.statement()), notes, client);
      }
      tx.audit()
          .append(
              events.updated(
                  old,
                  decision,
                  Edit.changed(before, proposal.input()),
                  reworded ? Optional.of(proposal.id()) : Optional.empty()));
      WholeMemory after = tx.records().find(proposal.owner(), id).orElseThrow();
      return new Attempt.Done(
          after, tx.state(), changed(tx, after.memory(), expired, meaning, reworded));
    }

    /// For the index. Without the vector at hand, what is there is read again by its revision.
    private List<StoredMemory> changed(
        WriteTx tx, Memory after, Optional<Memory> expired, Meaning meaning, boolean reworded) {
      var changed = new ArrayList<StoredMemory>();
      expired.ifPresent(memory -> changed.add(new StoredMemory(memory, Optional.empty())));
      if (reworded) {
        changed.add(new StoredMemory(after, meaning.vector()));
      } else {
        tx.memories()
            .changedSince(
                after.owner(),
                after.revision() - 1,
                stored -> {
                  if (stored.memory().id().equals(after.id())) {
                    changed.add(stored);
                  }
                });
      }
      return List.copyOf(changed);
    }

    private void append(WriteTx tx, dev.keepsake.audit.AuditEvent event) {
      if (proposal.noted().sensitive()) {
        tx.audit().appendWithoutTexts(event);
      } else {
        tx.audit().append(event);
      }
    }

    private static Attempt refused(ErrorCode code, String sentence) {
      return new Attempt.Refused(new MemoryException(code, sentence));
    }
  }
}
