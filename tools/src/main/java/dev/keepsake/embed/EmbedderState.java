package dev.keepsake.embed;

public sealed interface EmbedderState {
  record Loading() implements EmbedderState {}

  record Ready() implements EmbedderState {}

  record Failed(String reason) implements EmbedderState {}
}
