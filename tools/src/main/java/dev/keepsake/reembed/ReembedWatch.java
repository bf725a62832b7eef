package dev.keepsake.reembed;

/// Is told how far a change of the model is.
public interface ReembedWatch {
  /// @param memories that there are to have vectors
  void begins(long memories);

  /// So many of them have one.
  void reached(long embedded);
}
