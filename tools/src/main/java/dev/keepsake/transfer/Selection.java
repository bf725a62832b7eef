package dev.keepsake.transfer;

import dev.keepsake.memory.Status;
import dev.keepsake.store.WholeMemory;
import java.util.Map;
import java.util.function.Consumer;

/// Which memories an export holds; the same for as long as its transaction is open.
interface Selection {

  Map<Status, Long> counts();

  /// Each after the one that replaced it.
  ///
  /// @param vectors whether they are asked for
  void each(boolean vectors, Consumer<WholeMemory> each);
}
