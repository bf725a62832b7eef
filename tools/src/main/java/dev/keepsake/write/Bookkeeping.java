package dev.keepsake.write;

import dev.keepsake.store.ReadTx;
import dev.keepsake.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// What is kept of a write beside the memory, so that it is carried out once.
interface Bookkeeping {

  /// The answer that the same call was given before, if it was.
  ///
  /// @throws dev.keepsake.error.MemoryException if the call can't be carried out any more
  Optional<SaveOutput> earlier(ReadTx tx, Instant at);

  /// Notes what came of it, in the transaction of the decision.
  void note(WriteTx tx, WriteDecision decision, SaveOutput answer, WriteEvents events);
}
