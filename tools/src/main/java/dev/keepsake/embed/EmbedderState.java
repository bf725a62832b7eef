package dev.keepsake.embed;

/// How far an embedder is. It leaves `Loading` once and then stays what it is.
public sealed interface EmbedderState {
  record Loading() implements EmbedderState {}

  record Ready() implements EmbedderState {}

  /// It will not answer in this process.
  ///
  /// @param reason one sentence for the operator: what was wrong and what to do. It may name
  ///   folders of this machine, so it is not for remote callers
  record Failed(String reason) implements EmbedderState {}
}
