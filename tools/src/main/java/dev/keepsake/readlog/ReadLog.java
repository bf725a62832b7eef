package dev.keepsake.readlog;

import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.Caller;

/// Is told of every read that hands memories out, before they are handed out. Thread-safe.
public interface ReadLog {
  ReadLog NONE =
      new ReadLog() {
        @Override
        public boolean listens() {
          return false;
        }

        @Override
        public void handingOut(Caller caller, MemoryRead read) {
          // reads are not audited
        }
      };

  /// Whether it is worth the trouble to find out what is read.
  boolean listens();

  /// Not to be called in a transaction.
  ///
  /// @throws MemoryException if it can't be noted; the memories must not be handed out then
  void handingOut(Caller caller, MemoryRead read);
}
