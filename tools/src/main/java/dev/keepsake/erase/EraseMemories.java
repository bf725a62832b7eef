package dev.keepsake.erase;

import dev.keepsake.embed.Embedder;
import dev.keepsake.erase.Erasure.Done;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.ErasureRows.Found;
import dev.keepsake.store.Leftover;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases a user, or one memory with its whole chain, for good and everywhere that can be reached:
/// memories, vectors, queues, confirmations, idempotency answers, the words of the audit trail,
/// indexes, caches, and what the database's own files have kept of them. For operators.
/// Thread-safe.
///
/// A call of the same user that is under way either comes before, and is erased too, or fails.
public final class EraseMemories {
  private static final Logger LOG = LoggerFactory.getLogger(EraseMemories.class);
  private static final int AT_ONCE = 500;

  private final Users users;
  private final Transactions transactions;
  private final UserIndexes indexes;
  private final Embedder embedder;
  private final Outside outside;
  private final InstantSource clock;

  /// What an erasure needs beyond the transactions.
  public interface Outside {

    /// Removes what deleted rows have left in the database's files.
    ///
    /// @return what could not be reached
    List<Leftover> scrub();

    /// Signs where the audit trails stand now.
    ///
    /// @return the number of the last checkpoint; empty if none could be taken
    Optional<Long> checkpoint();
  }

  public EraseMemories(
      Users users,
      Transactions transactions,
      UserIndexes indexes,
      Embedder embedder,
      Outside outside,
      InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.indexes = indexes;
    this.embedder = embedder;
    this.outside = outside;
    this.clock = clock;
  }

  /// Erases everything of the user whom `operator` names, under every scope, and the name itself: a
  /// later call for it begins with nothing.
  ///
  /// @throws MemoryException with `FORBIDDEN` without the right to administer, with `NOT_FOUND` if
  ///   there is no such user
  public ErasureCertificate user(Caller operator, ErasureRequest request) {
    UserId user = requireUser(operator);
    var erasure = erasure(operator, user, request);
    Done done =
        transactions.write(
            user,
            erasure.startedAt(),
            tx -> {
              List<MemoryId> all = tx.erasure().memories().stream().map(Found::id).toList();
              Done erased = erasure.carryOut(tx, all, _ -> true, _ -> true);
              tx.erasure().blankUser();
              return erased;
            });
    return certificate(user, true, request, done, List.of());
  }

  /// Erases the memory of that id, whatever its state and scope, with all that it has replaced and
  /// that has replaced it; also where only the audit trail still knows of it.
  ///
  /// @throws MemoryException with `FORBIDDEN` without the right to administer, with `NOT_FOUND` if
  ///   nothing is left of such a memory of the user whom `operator` names
  public ErasureCertificate memory(Caller operator, MemoryId id, ErasureRequest request) {
    UserId user = requireUser(operator);
    var erasure = erasure(operator, user, request);
    var erased =
        transactions.write(user, erasure.startedAt(), tx -> eraseChain(tx, user, id, erasure));
    return certificate(user, false, request, erased.done(), erased.mentions());
  }

  private record Erased(Done done, List<MemoryId> mentions) {}

  private static Erased eraseChain(WriteTx tx, UserId user, MemoryId id, Erasure erasure) {
    Chain chain = Chain.of(tx, user, id);
    Traces traces = chain.traces();
    List<MemoryId> mentions = chain.mentions(others(tx, user));
    Done done =
        erasure.carryOut(
            tx,
            chain.stored(),
            traces::leadTo,
            kept -> kept.words().stream().anyMatch(traces::leadToJson));
    if (done.isNothing()) {
      throw new MemoryException(
          ErrorCode.NOT_FOUND,
          "There is nothing left of a memory %s; nothing was erased.".formatted(id));
    }
    return new Erased(done, mentions);
  }

  private static Stream<WholeMemory> others(WriteTx tx, UserId user) {
    List<MemoryId> all = tx.erasure().memories().stream().map(Found::id).toList();
    var found = new ArrayList<WholeMemory>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<MemoryId> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      found.addAll(tx.transfer().find(user, some).values());
    }
    return found.stream();
  }

  private UserId requireUser(Caller operator) {
    operator.require(Right.ADMIN);
    return users
        .find(operator.tenant().organization(), operator.requireUser())
        .orElseThrow(() ->
            new MemoryException(
                ErrorCode.NOT_FOUND,
                "Nothing was ever written for this user; nothing was erased."));
  }

  private Erasure erasure(Caller operator, UserId user, ErasureRequest request) {
    var owner = new Owner(user, operator.scope());
    return new Erasure(operator, owner, request, clock.instant());
  }

  private ErasureCertificate certificate(
      UserId user, boolean wholeUser, ErasureRequest request, Done done, List<MemoryId> mentions) {
    indexes.forget(user);
    embedder.forgetTexts();
    var leftovers = new ArrayList<>(outside.scrub());
    leftovers.addAll(Leftovers.everywhere());
    if (done.wordsKept() > 0) {
      leftovers.add(Leftovers.oldEvents(done.wordsKept()));
    }
    LOG.atInfo()
        .addKeyValue("erased_user", user)
        .addKeyValue("memories", done.removed().memories())
        .addKeyValue("event", done.event().id())
        .log("erased");
    return new ErasureCertificate(
        done.event(),
        outside.checkpoint(),
        user,
        wholeUser,
        request.by(),
        done.memories(),
        done.removed(),
        mentions,
        leftovers);
  }
}
