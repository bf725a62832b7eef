package dev.keepsake.query;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.ReadTx;
import java.util.List;

/// Writes that are accepted and not decided yet: they are found by their words until then.
@FunctionalInterface
public interface OpenWrites {

  /// Those of `owner` as the memories that may come of them, the newest first.
  List<Memory> waiting(ReadTx tx, Owner owner);
}
