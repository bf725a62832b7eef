package dev.keepsake.query;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.ReadTx;
import java.util.List;

/// Writes that are accepted and not decided yet: they are found by their words until then.
@FunctionalInterface
public interface OpenWrites {

  /// One of them.
  ///
  /// @param memory that may come of it
  /// @param labels of the application, a JSON object
  record Open(Memory memory, String labels) {}

  /// Those of `owner`, the newest first.
  List<Open> waiting(ReadTx tx, Owner owner);
}
