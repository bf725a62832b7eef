package dev.keepsake.transfer;

/// Told how far an export or import is, on the thread that does it or on the store's.
public interface TransferWatch {
  TransferWatch NOBODY =
      new TransferWatch() {
        @Override
        public void begins(Stage stage, long total) {
          // nobody looks
        }

        @Override
        public void reached(long done) {
          // nobody looks
        }
      };

  enum Stage {
    /// Counted in memories.
    EXPORT,
    /// Counted in bytes of the file.
    CHECK,
    /// Counted in bytes of the file.
    IMPORT
  }

  void begins(Stage stage, long total);

  /// @param done so much of the stage's total
  void reached(long done);
}
