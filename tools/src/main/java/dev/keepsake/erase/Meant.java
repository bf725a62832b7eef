package dev.keepsake.erase;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.store.ErasureRows.Kept;

/// What an erasure is to take out beside the memories. Asked about each event and row once.
interface Meant {

  /// Whether the words of `event` go.
  boolean event(AuditEvent event);

  boolean row(Kept kept);

  /// Whether that is everything.
  default boolean all() {
    return false;
  }

  /// All of a user.
  Meant EVERYTHING =
      new Meant() {
        @Override
        public boolean event(AuditEvent event) {
          return true;
        }

        @Override
        public boolean row(Kept kept) {
          return true;
        }

        @Override
        public boolean all() {
          return true;
        }
      };
}
