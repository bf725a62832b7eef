package dev.keepsake.transfer;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteTx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Where an import goes.
///
/// @param client on whose behalf
/// @param exportedAt of the file, to which nothing of it is later
/// @param dryRun nothing is stored
record ImportTarget(
    Transactions transactions,
    InstantSource clock,
    Owner owner,
    ClientId client,
    Instant exportedAt,
    boolean dryRun) {

  private static final int BATCH = 250;
  private static final long BATCH_CHARACTERS = 4 << 20;

  /// Whether a transaction has enough with so many lines of so many characters.
  static boolean isFull(int lines, long characters) {
    return lines >= BATCH || characters > BATCH_CHARACTERS;
  }

  /// What `deciding` makes of the store, carried out in the same transaction.
  <R> R decide(Function<ReadTx, R> deciding, BiConsumer<WriteTx, R> carryingOut) {
    return dryRun
        ? transactions.read(owner.user(), deciding)
        : transactions.write(
            owner.user(),
            now(),
            tx -> {
              R decided = deciding.apply(tx);
              carryingOut.accept(tx, decided);
              return decided;
            });
  }

  /// Never before what is imported.
  private Instant now() {
    Instant wall = clock.instant();
    return wall.isBefore(exportedAt) ? exportedAt : wall;
  }
}
