package dev.keepsake.write;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.PendingState;
import dev.keepsake.store.PendingReads;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.write.ConfirmOutput.Waiting;
import dev.keepsake.write.WriteDecision.Confirm;
import dev.keepsake.write.WriteDecision.Create;
import dev.keepsake.write.WriteDecision.Discard;
import dev.keepsake.write.WriteDecision.Duplicate;
import dev.keepsake.write.WriteDecision.Overtaken;
import dev.keepsake.write.WriteDecision.Queue;
import dev.keepsake.write.WriteDecision.RateLimited;
import dev.keepsake.write.WriteDecision.Reject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The `confirm_memory` tool: what waits for its user's word, and that word.
///
/// What is accepted goes through [WritePath] like every other write, but is not routed by its
/// confidence again. Answered twice alike it has the same answer; a write that was not stored only
/// because a limit was reached, or because its correction must not be remembered, goes on waiting.
public final class ConfirmMemory implements Tool<ConfirmInput, ConfirmOutput> {
  /// More than a person would answer at once.
  private static final int LISTED = 100;

  private static final String DECLINED = "declined";

  private final Users users;
  private final Transactions transactions;
  private final WritePath path;
  private final InstantSource clock;
  private final IdSource ids;

  public ConfirmMemory(
      Users users, Transactions transactions, WritePath path, InstantSource clock, IdSource ids) {
    this.users = users;
    this.transactions = transactions;
    this.path = path;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return "confirm_memory";
  }

  @Override
  public Class<ConfirmInput> inputType() {
    return ConfirmInput.class;
  }

  @Override
  public Class<ConfirmOutput> outputType() {
    return ConfirmOutput.class;
  }

  @Override
  public Hints hints() {
    return new Hints(false, false, true);
  }

  @Override
  public Right right() {
    return Right.WRITE;
  }

  @Override
  public ConfirmOutput run(Caller caller, ConfirmInput input) {
    Optional<Owner> owner =
        users
            .find(caller.tenant().organization(), caller.requireUser())
            .map(user -> new Owner(user, caller.scope()));
    if (input.pendingId().isEmpty()) {
      requireNothingElse(input);
      return owner.map(this::list).orElseGet(() -> ConfirmOutput.list(List.of(), 0));
    }
    PendingId id = input.pendingId().get();
    if (!input.accept() && input.content().isPresent()) {
      throw MemoryException.ofField(
          "content",
          "`content` corrects what is accepted: leave it out to decline, or leave `accept` out.");
    }
    Owner known = owner.orElseThrow(() -> unknown(id));
    PendingWrite pending = transactions.read(known.user(), tx -> require(tx.pending(), known, id));
    var request = PendingRequest.require(pending);
    var answer =
        new Answer(
            proposal(caller, input, pending, request),
            pending,
            request.input(),
            input.accept(),
            path.isSensitive(pending.tenant().client(), request.input().content()));
    return ConfirmOutput.of(id, input.accept() ? accept(answer) : decline(answer));
  }

  /// Its target may have changed while it waited, and there is no argument to name another.
  private SaveOutput accept(Answer answer) {
    try {
      return path.run(answer.proposal(), answer::with);
    } catch (MemoryException e) {
      boolean target = answer.proposal().input().supersedes().isPresent();
      boolean gone = e.code() == ErrorCode.NOT_ACTIVE || e.code() == ErrorCode.NOT_FOUND;
      if (target && gone) {
        throw new MemoryException(
            ErrorCode.NOT_ACTIVE,
            "What this was to replace has changed meanwhile, so that it can't be stored as it"
                + " waits: decline it (`accept` false) and save the statement again. "
                + e.getMessage(),
            e);
      }
      throw e;
    }
  }

  private static void requireNothingElse(ConfirmInput input) {
    if (!input.accept() || input.content().isPresent()) {
      throw MemoryException.ofField(
          "pending_id",
          "`pending_id` is missing: name what `accept` and `content` are about, or leave all three"
              + " out to see what waits.");
    }
  }

  private ConfirmOutput list(Owner owner) {
    Instant now = clock.instant();
    return transactions.read(
        owner.user(),
        tx -> {
          List<Waiting> waiting =
              tx.pending().listOpen(owner, now, LISTED).stream()
                  .flatMap(pending -> waiting(pending).stream())
                  .toList();
          return ConfirmOutput.list(waiting, tx.pending().countOpen(owner, now));
        });
  }

  private static Optional<Waiting> waiting(PendingWrite pending) {
    return PendingRequest.find(pending).map(request -> waiting(pending, request.input()));
  }

  private static Waiting waiting(PendingWrite pending, WriteInput input) {
    return new Waiting(
        pending.id(),
        input.content().text(),
        input.memoryType(),
        input.confidence(),
        input.supersedes(),
        pending.rule(),
        pending.createdAt(),
        pending.expiresAt());
  }

  private Proposal proposal(
      Caller caller, ConfirmInput input, PendingWrite pending, PendingRequest request) {
    return new Proposal(
        new MemoryId(ids.next()),
        pending.owner(),
        caller,
        input.content().map(request.input()::with).orElse(request.input()),
        clock.instant(),
        Optional.of(Confirmation.of(pending, request)),
        Noted.nothing(path.policyVersion(pending.tenant().client())));
  }

  private static PendingWrite require(PendingReads reads, Owner owner, PendingId id) {
    return reads.find(owner, id).orElseThrow(() -> unknown(id));
  }

  private static MemoryException unknown(PendingId id) {
    return new MemoryException(
        ErrorCode.NOT_FOUND, "`pending_id` names " + id + ", and no such write waits.");
  }

  private SaveOutput decline(Answer answer) {
    Proposal proposal = answer.proposal();
    Instant now = clock.instant();
    return transactions.write(
        proposal.owner().user(),
        now,
        tx -> {
          Optional<SaveOutput> earlier = answer.earlier(tx, tx.at());
          if (earlier.isPresent()) {
            return earlier.get();
          }
          SaveOutput declined = SaveAnswer.declined(proposal, DECLINED);
          answer.close(
              tx,
              PendingState.DECLINED,
              declined,
              new WriteEvents(proposal, now),
              answer.sensitive());
          return declined;
        });
  }

  /// One answer to what waits.
  ///
  /// @param asked as it had been proposed
  /// @param sensitive whether what was proposed must not be in the trail
  private record Answer(
      Proposal proposal, PendingWrite waited, WriteInput asked, boolean accept, boolean sensitive)
      implements Bookkeeping {

    /// The same to what remains of the proposal.
    Answer with(Proposal remaining) {
      return new Answer(remaining, waited, asked, accept, sensitive);
    }

    /// @throws MemoryException with `PENDING_CLOSED` if it was answered otherwise, or too late
    @Override
    public Optional<SaveOutput> earlier(ReadTx tx, Instant at) {
      PendingWrite pending = require(tx.pending(), proposal.owner(), waited.id());
      return switch (pending.state()) {
        case OPEN -> {
          if (pending.expiredAt(at)) {
            throw expired(pending);
          }
          requireTime(at);
          yield Optional.empty();
        }
        case EXPIRED -> throw expired(pending);
        case ACCEPTED, DECLINED -> Optional.of(replayed(pending));
      };
    }

    /// What is stored would be gone at once.
    private void requireTime(Instant at) {
      if (accept && proposal.input().expiredAt(at)) {
        throw new MemoryException(
            ErrorCode.PENDING_CLOSED,
            "What this says was to be forgotten at %s: decline it (`accept` false), or save it again."
                .formatted(proposal.input().expiresAt().orElseThrow()));
      }
    }

    private SaveOutput replayed(PendingWrite pending) {
      var before = PendingOutcome.read(pending.outcome().orElseThrow());
      Content content = proposal.content();
      if (before.accepted() == accept && before.content().equals(content.hash())) {
        return SaveAnswer.replayed(before.answer(), content.text());
      }
      throw new MemoryException(
          ErrorCode.PENDING_CLOSED,
          "This was answered before: it was %s. To change that, save or delete a memory."
              .formatted(
                  before.accepted()
                      ? accept ? "accepted with another wording" : "accepted"
                      : "declined"));
    }

    private static MemoryException expired(PendingWrite pending) {
      return new MemoryException(
          ErrorCode.PENDING_CLOSED,
          "This waited until " + pending.expiresAt() + " and nobody answered: save it again.");
    }

    @Override
    public void note(WriteTx tx, WriteDecision decision, SaveOutput answer, WriteEvents events) {
      switch (decision) {
        // refused for now, or in this wording: it goes on waiting for another answer
        case RateLimited _, Reject _ -> {}
        // what would be kept of the answer has its text
        case Discard _ when proposal.noted().sensitive() -> {}
        // no answer to a call
        case Overtaken _ -> {}
        case Create _, Queue _ -> close(tx, PendingState.ACCEPTED, answer, events, sensitive);
        case Duplicate _, Confirm _, Discard _ ->
            close(
                tx,
                PendingState.ACCEPTED,
                answer,
                events,
                sensitive || proposal.noted().sensitive());
      }
    }

    /// @param unkept whether no text of it may be in the trail
    void close(
        WriteTx tx, PendingState state, SaveOutput answer, WriteEvents events, boolean unkept) {
      var outcome =
          new PendingOutcome(accept, proposal.content().hash(), SaveAnswer.stored(answer));
      tx.pending().close(waited, state, Confirmation.by(proposal.caller()), outcome.json());
      AuditEvent event = events.answered(asked.content(), answer);
      if (unkept) {
        tx.audit().appendWithoutTexts(event);
      } else {
        tx.audit().append(event);
      }
    }
  }

  @Override
  public String summary(ConfirmOutput output) {
    String waiting =
        output
            .pending()
            .map(list ->
                list.stream()
                    .map(one -> "\n- %s: %s".formatted(one.pendingId(), one.content()))
                    .collect(Collectors.joining()))
            .orElse("");
    String action = output.action().map(word -> word.wireName() + ": ").orElse("");
    String id = output.memoryId().map(memory -> " (memory " + memory + ")").orElse("");
    return action + output.message() + id + waiting;
  }
}
