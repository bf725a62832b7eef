package dev.keepsake.transfer;

import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.store.BesideCount;
import dev.keepsake.store.BesideReads;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.TransferReads.Census;
import dev.keepsake.store.UserState;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Writes the memories of a caller's user and scope to a stream, and what else there is of them:
/// raw memories and conversations; from one moment of the store and one by one, so that it takes no
/// more memory for many than for few: all of them as they stand, or those that were known at
/// another time. Thread-safe.
public final class ExportMemories {
  /// Owns nothing: what a store has of a user it does not know.
  static final UserId NOBODY = new UserId(new UUID(0, 0));

  private static final int ATTEMPTS = 5;

  private final Users users;
  private final Transactions transactions;
  private final ReadLog log;
  private final InstantSource clock;

  public ExportMemories(Users users, Transactions transactions, ReadLog log, InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.log = log;
    this.clock = clock;
  }

  /// The stream is left open. It should be quick: the store is read while it is written to.
  ///
  /// @throws IOException from `out`; what was written until then is no export
  /// @throws MemoryException with `OVERLOADED` if reads are audited and memories were changed again
  ///   and again in between; nothing was written then
  public ExportSummary run(
      Caller caller, ExportOptions options, OutputStream out, TransferWatch watch)
      throws IOException {
    UserId user = users.find(caller.tenant().organization(), caller.requireUser()).orElse(NOBODY);
    var request =
        new Request(caller, new Owner(user, caller.scope()), options, clock.instant(), out, watch);
    try {
      return log.listens() ? audited(request) : transactions.read(user, request::export);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Notes what goes out before the first of it does. An event can't be written in the transaction
  /// that reads; so what was noted goes out only if nothing has changed since.
  private ExportSummary audited(Request request) {
    UserId user = request.owner().user();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Planned planned = transactions.read(user, request::plan);
      log.handingOut(
          request.caller(), new MemoryRead("export", planned.ids(), request.options().time()));
      Optional<ExportSummary> exported =
          transactions.read(
              user, tx -> Optional.of(tx).filter(planned::isStillSo).map(request::export));
      if (exported.isPresent()) {
        return exported.get();
      }
    }
    throw new MemoryException(
        ErrorCode.OVERLOADED,
        "The memories were changed each time before the export began; try again when less is"
            + " written.");
  }

  /// What would be exported as of a transaction.
  private record Planned(UserState state, List<MemoryId> ids) {
    boolean isStillSo(ReadTx tx) {
      return state.revision() == tx.state().revision() && state.epoch() == tx.state().epoch();
    }
  }

  private record Request(
      Caller caller,
      Owner owner,
      ExportOptions options,
      Instant now,
      OutputStream out,
      TransferWatch watch) {

    Planned plan(ReadTx tx) {
      var ids = new ArrayList<MemoryId>();
      selection(tx, tx.transfer().census(owner)).each(false, whole -> ids.add(whole.memory().id()));
      return new Planned(tx.state(), List.copyOf(ids));
    }

    private Selection selection(ReadTx tx, Census census) {
      return options.time().isNow()
          ? SelectionNow.of(tx.transfer(), owner, census.counts(), options.activeOnly())
          : SelectionThen.of(tx, owner, options, now);
    }

    ExportSummary export(ReadTx tx) {
      Census census = tx.transfer().census(owner);
      Selection selection = selection(tx, census);
      BesideReads.Census beside = tx.beside().census(owner);
      FileHeader header =
          header(
              exportedAt(census, beside),
              selection,
              tx.state().space(),
              options.time().isNow() ? beside.count() : BesideCount.NOTHING);
      var lines = new ExportLines(out, header, watch);
      selection.each(options.vectors(), lines::memory);
      if (lines.memories() != header.memories()) {
        throw new MemoryException(
            ErrorCode.INTERNAL,
            "%d of %d memories could not be exported: they replaced each other in a circle."
                .formatted(header.memories() - lines.memories(), header.memories()));
      }
      lines.beside(tx, owner);
      return lines.end();
    }

    /// A clock may be set back.
    private Instant exportedAt(Census census, BesideReads.Census beside) {
      Instant exported = now.truncatedTo(ChronoUnit.MICROS);
      return Stream.of(census.changed(), beside.changed())
          .flatMap(Optional::stream)
          .filter(exported::isBefore)
          .max(Instant::compareTo)
          .orElse(exported);
    }

    private FileHeader header(
        Instant exportedAt, Selection selection, EmbeddingSpace space, BesideCount beside) {
      return new FileHeader(
          options.program(),
          caller.requireUser().value(),
          caller.scope().value(),
          exportedAt,
          options.time(),
          FileHeader.words(selection.counts()),
          options.vectors(),
          space,
          beside);
    }
  }
}
