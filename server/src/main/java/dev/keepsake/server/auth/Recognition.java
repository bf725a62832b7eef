package dev.keepsake.server.auth;

/// What came of looking at who sent a request.
public sealed interface Recognition {

  record Known(Identity identity) implements Recognition {}

  /// Nothing was sent by which anybody could be known.
  ///
  /// @param sentence what to send
  record Missing(String sentence) implements Recognition {}

  /// What was sent lets nobody in.
  ///
  /// @param sentence the same whatever is wrong with it
  record Wrong(String sentence) implements Recognition {}
}
