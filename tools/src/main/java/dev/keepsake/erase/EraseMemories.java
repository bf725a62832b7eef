package dev.keepsake.erase;

import dev.keepsake.erase.Erasure.Done;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Leftover;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases a user, or one memory with its whole chain, for good and everywhere that can be reached:
/// memories, raw memories, conversations, vectors, queues, confirmations, idempotency answers, the
/// words of the audit trail, indexes, caches, and what the database's own files have kept of them.
/// For operators. Thread-safe.
///
/// Once the rows are gone an erasure never fails: what could not be done after that is told in the
/// certificate, and made up for by [#finish].
public final class EraseMemories {
  private static final Logger LOG = LoggerFactory.getLogger(EraseMemories.class);

  private final Users users;
  private final Transactions transactions;
  private final Beyond beyond;
  private final InstantSource clock;

  public EraseMemories(Users users, Transactions transactions, Beyond beyond, InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.beyond = beyond;
    this.clock = clock;
  }

  /// Erases everything of the user whom `operator` names, under every scope, and the name itself: a
  /// later call for it begins with nothing. A call that is under way either comes before, and is
  /// erased too, or fails with `USER_ERASED`.
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
              Done erased = erasure.carryOut(tx, tx.erasure().memories(), Meant.EVERYTHING);
              tx.erasure().blankUser();
              return erased;
            });
    return certificate(user, true, request, done, List.of());
  }

  /// Erases the memory of that id, whatever its state and scope, with all that it has replaced and
  /// that has replaced it; also where only the audit trail still knows of it, and also a write that
  /// waits under that id.
  ///
  /// @throws MemoryException with `FORBIDDEN` without the right to administer, with `NOT_FOUND` if
  ///   nothing is left of such a memory of the user whom `operator` names
  public ErasureCertificate memory(Caller operator, MemoryId id, ErasureRequest request) {
    UserId user = requireUser(operator);
    var erasure = erasure(operator, user, request);
    Erased erased =
        transactions.write(user, erasure.startedAt(), tx -> eraseChain(tx, user, id, erasure));
    return certificate(user, false, request, erased.done(), erased.mentions());
  }

  private record Erased(Done done, List<String> mentions) {}

  private static Erased eraseChain(WriteTx tx, UserId user, MemoryId id, Erasure erasure) {
    var chain = ChainErasure.of(tx, user, id);
    Done done = erasure.carryOut(tx, chain.memories(), chain);
    if (done.isNothing()) {
      throw new MemoryException(
          ErrorCode.NOT_FOUND,
          "There is nothing left of a memory %s; nothing was erased.".formatted(id));
    }
    return new Erased(done, chain.mentions());
  }

  /// Does once more what comes after the rows: what an erasure that was cut off has left, for
  /// instance.
  ///
  /// @return what is out of reach
  /// @throws MemoryException with `FORBIDDEN` without the right to administer
  public List<Leftover> finish(Caller operator) {
    operator.require(Right.ADMIN);
    return Leftovers.all(beyond.scrub(), 0);
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
      UserId user, boolean wholeUser, ErasureRequest request, Done done, List<String> mentions) {
    LOG.atInfo()
        .addKeyValue("memories", done.removed().memories())
        .addKeyValue("event", done.event().id())
        .log("erased");
    beyond.forget(user);
    return new ErasureCertificate(
        done.event(),
        beyond.checkpoint(user, done.event().seq()),
        user,
        wholeUser,
        request.by(),
        done.memories(),
        done.removed(),
        mentions,
        Leftovers.all(beyond.scrub(), done.wordsKept()));
  }
}
