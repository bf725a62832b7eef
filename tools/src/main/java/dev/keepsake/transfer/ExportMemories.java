package dev.keepsake.transfer;

import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.TransferReads.Census;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Writes the memories of a caller's user and scope to a stream, from one moment of the store and
/// one by one, so that it takes no more memory for many than for few: all of them as they stand, or
/// those that were known at another time. Thread-safe.
public final class ExportMemories {
  /// Owns nothing: what a store has of a user it does not know.
  static final UserId NOBODY = new UserId(new UUID(0, 0));

  private final Users users;
  private final Transactions transactions;
  private final InstantSource clock;

  public ExportMemories(Users users, Transactions transactions, InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// The stream is left open. It should be quick: the store is read while it is written to.
  ///
  /// @throws IOException from `out`; what was written until then is no export
  public ExportSummary run(
      Caller caller, ExportOptions options, OutputStream out, TransferWatch watch)
      throws IOException {
    UserId user = users.find(caller.tenant().organization(), caller.requireUser()).orElse(NOBODY);
    try {
      return transactions.read(
          user, tx -> export(caller, new Owner(user, caller.scope()), options, tx, out, watch));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ExportSummary export(
      Caller caller,
      Owner owner,
      ExportOptions options,
      ReadTx tx,
      OutputStream out,
      TransferWatch watch) {
    Census census = tx.transfer().census(owner);
    Selection selection =
        options.time().isNow()
            ? SelectionNow.of(tx.transfer(), owner, census.counts(), options.activeOnly())
            : SelectionThen.of(tx, owner, options, clock.instant());
    FileHeader header = header(caller, options, census, selection, tx.state().space());
    var lines = new ExportLines(out, header, watch);
    selection.each(options.vectors(), lines::memory);
    if (lines.memories() != header.memories()) {
      throw new MemoryException(
          ErrorCode.INTERNAL,
          "%d of %d memories could not be exported: they replaced each other in a circle."
              .formatted(header.memories() - lines.memories(), header.memories()));
    }
    return lines.end();
  }

  private FileHeader header(
      Caller caller,
      ExportOptions options,
      Census census,
      Selection selection,
      EmbeddingSpace space) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new FileHeader(
        options.program(),
        caller.requireUser().value(),
        caller.scope().value(),
        census.changed().filter(now::isBefore).orElse(now), // a clock may be set back
        options.time(),
        FileHeader.words(selection.counts()),
        options.vectors(),
        space);
  }
}
