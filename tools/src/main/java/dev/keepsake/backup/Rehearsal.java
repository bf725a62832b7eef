package dev.keepsake.backup;

import dev.keepsake.memory.UserId;
import java.nio.file.Path;
import java.util.List;

/// Opens a copy as the program would open its store, migrating it where that is due.
@FunctionalInterface
public interface Rehearsal {

  /// @param folder with the copy under the store's own name; nobody has it open afterwards
  /// @return what is wrong with the audit chains of `users`; empty if all is well
  List<String> faults(Path folder, List<UserId> users);
}
