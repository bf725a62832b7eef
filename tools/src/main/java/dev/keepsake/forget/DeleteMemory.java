package dev.keepsake.forget;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.Embedding;
import dev.keepsake.error.MemoryException;
import dev.keepsake.forget.DeleteOutput.Action;
import dev.keepsake.forget.DeleteOutput.Named;
import dev.keepsake.forget.DescriptionMatch.Match;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.query.QuestionVectors;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.write.Places;
import dev.keepsake.write.QueuedMemories;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The `delete_memory` tool.
///
/// Nothing is deleted that was not named by its id, or unmistakable: with `confirm` and a
/// description alone, exactly one memory must be meant. A memory goes with its whole supersession
/// chain, so that an older version does not come back in its place. A write that is accepted and
/// not decided yet counts as the memory that would come of it, and is taken back.
public final class DeleteMemory implements Tool<DeleteInput, DeleteOutput> {
  private final Users users;
  private final Transactions transactions;
  private final UserIndexes indexes;
  private final QuestionVectors vectors;
  private final Places places;
  private final Function<ClientId, String> policyVersion;
  private final InstantSource clock;

  /// @param patience how long to wait for the model before going by words alone
  /// @param policyVersion of the policy in force for a client
  public DeleteMemory(
      Users users,
      Transactions transactions,
      UserIndexes indexes,
      Places places,
      Embedder embedder,
      Duration patience,
      Function<ClientId, String> policyVersion,
      InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.indexes = indexes;
    this.vectors = new QuestionVectors(transactions, indexes, embedder, patience);
    this.places = places;
    this.policyVersion = policyVersion;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "delete_memory";
  }

  @Override
  public Class<DeleteInput> inputType() {
    return DeleteInput.class;
  }

  @Override
  public Class<DeleteOutput> outputType() {
    return DeleteOutput.class;
  }

  @Override
  public Hints hints() {
    return new Hints(false, true, true);
  }

  @Override
  public Right right() {
    return Right.WRITE;
  }

  @Override
  public DeleteOutput run(Caller caller, DeleteInput input) {
    if (input.description().isPresent() == input.memoryIds().isPresent()) {
      throw MemoryException.ofField(
          "description",
          "Give either `description` (what to forget) or `memory_ids` (which memories), one of the"
              + " two.");
    }
    Optional<Owner> owner =
        users
            .find(caller.tenant().organization(), caller.requireUser())
            .map(user -> new Owner(user, caller.scope()));
    if (input.memoryIds().isPresent()) {
      return byIds(caller, owner, input, input.memoryIds().get());
    }
    String description = input.description().orElseThrow();
    return owner
        .map(o -> byDescription(caller, o, input, description))
        .orElseGet(() -> noMatch(List.of()));
  }

  private DeleteOutput byIds(
      Caller caller, Optional<Owner> owner, DeleteInput input, List<MemoryId> ids) {
    Owner known = owner.orElseThrow(() -> Doomed.unknown(ids.getFirst()));
    if (input.confirm()) {
      return deleted(delete(caller, known, input, ids), List.of());
    }
    List<Named> named =
        transactions.read(known.user(), tx -> Doomed.find(tx, known, ids)).stream()
            .map(doomed -> doomed.named(Optional.empty()))
            .toList();
    return candidates(
        named, "Nothing was deleted yet: call again with `confirm` to delete these.", List.of());
  }

  private DeleteOutput byDescription(
      Caller caller, Owner owner, DeleteInput input, String description) {
    var notices = new ArrayList<String>();
    List<Candidate> candidates = candidates(owner, description, notices);
    List<Candidate> meant = candidates.stream().filter(c -> c.match().unmistakable()).toList();
    if (candidates.isEmpty()) {
      return noMatch(notices);
    }
    if (input.confirm() && meant.size() == 1) {
      Optional<List<Named>> gone =
          deleteIfActive(caller, owner, input, meant.getFirst().match().memory().id());
      if (gone.isPresent()) {
        return deleted(gone.get(), notices);
      }
      notices.clear(); // the same again
      candidates = candidates(owner, description, notices);
    }
    String message =
        input.confirm()
            ? "Nothing was deleted: the description does not single out one memory. Name the right"
                + " ones in `memory_ids`."
            : "Nothing was deleted yet: name the right ones in `memory_ids` and call again with"
                + " `confirm`.";
    return candidates(candidates.stream().map(Candidate::named).toList(), message, notices);
  }

  private record Candidate(Match match, Doomed doomed) {
    Named named() {
      return doomed.named(match.similarity());
    }
  }

  /// A model that does not answer leaves the candidates by words; nothing is then unmistakable but
  /// the very same words.
  private List<Candidate> candidates(Owner owner, String description, List<String> notices) {
    return vectors.read(
        owner,
        description,
        notices::add,
        (tx, vector) -> candidates(tx, owner, description, vector));
  }

  private List<Candidate> candidates(
      ReadTx tx, Owner owner, String description, Optional<Embedding> vector) {
    List<Memory> open = QueuedMemories.waiting(tx, owner);
    return DescriptionMatch.find(
            indexes.current(owner, tx), description, vector, open, clock.instant())
        .stream()
        .map(match -> new Candidate(match, Doomed.of(tx, owner, match.memory().id())))
        .toList();
  }

  private List<Named> delete(Caller caller, Owner owner, DeleteInput input, List<MemoryId> ids) {
    var deletion =
        new Deletion(
            caller,
            owner,
            input.reason(),
            policyVersion.apply(caller.tenant().client()),
            clock.instant());
    Deletion.Done done =
        transactions.write(owner.user(), clock.instant(), tx -> deletion.carryOut(tx, ids));
    return told(owner, done);
  }

  /// Deletes one memory and its chain.
  ///
  /// @param precondition refuses it under the lock
  /// @throws MemoryException with `NOT_FOUND` if the caller's user has no such memory, or what
  ///   `precondition` throws
  public void delete(Caller caller, MemoryId id, BiConsumer<ReadTx, Owner> precondition) {
    caller.require(Right.WRITE);
    Owner owner =
        users
            .find(caller.tenant().organization(), caller.requireUser())
            .map(user -> new Owner(user, caller.scope()))
            .orElseThrow(() -> Doomed.unknown(id));
    var deletion =
        new Deletion(
            caller,
            owner,
            Optional.empty(),
            policyVersion.apply(caller.tenant().client()),
            clock.instant());
    Deletion.Done done =
        transactions.write(
            owner.user(),
            clock.instant(),
            tx -> {
              precondition.accept(tx, owner);
              return deletion.carryOut(tx, List.of(id));
            });
    var _ = told(owner, done);
  }

  /// What was meant by a description, unless it was replaced or deleted since it was found: then
  /// something would go that the description does not mean.
  private Optional<List<Named>> deleteIfActive(
      Caller caller, Owner owner, DeleteInput input, MemoryId id) {
    var deletion =
        new Deletion(
            caller,
            owner,
            input.reason(),
            policyVersion.apply(caller.tenant().client()),
            clock.instant());
    return transactions
        .write(
            owner.user(),
            clock.instant(),
            tx ->
                tx.memories().chain(owner, id).stream()
                    .filter(memory -> memory.id().equals(id) && memory.active())
                    .findFirst()
                    .or(() -> QueuedMemories.find(tx, owner, id))
                    .map(_ -> deletion.carryOut(tx, List.of(id))))
        .map(done -> told(owner, done));
  }

  private List<Named> told(Owner owner, Deletion.Done done) {
    if (!done.changed().isEmpty()) {
      indexes.committed(owner, done.before(), done.changed());
    }
    done.cancelled().forEach(write -> places.release(owner, write.origin(), write.id()));
    return done.named();
  }

  private static DeleteOutput candidates(List<Named> named, String message, List<String> notices) {
    return new DeleteOutput(true, Action.CANDIDATES, message, named, notices);
  }

  private static DeleteOutput deleted(List<Named> named, List<String> notices) {
    String message =
        named.size() == 1 ? "This memory was deleted." : named.size() + " memories were deleted.";
    return new DeleteOutput(true, Action.DELETED, message, named, notices);
  }

  private static DeleteOutput noMatch(List<String> notices) {
    return new DeleteOutput(
        true, Action.NO_MATCH, "No memory matches; nothing was deleted.", List.of(), notices);
  }

  @Override
  public String summary(DeleteOutput output) {
    return output.memories().stream()
        .map(memory ->
            "\n- %s (id %s%s)"
                .formatted(
                    memory.content(),
                    memory.id(),
                    memory.current().map(now -> ", now: " + now).orElse("")))
        .collect(Collectors.joining("", output.action().wireName() + ": " + output.message(), ""));
  }
}
