package dev.keepsake.redis;

import java.util.Optional;

/// What came of asking Redis.
public sealed interface Reply<R> {

  record Answered<R>(R value) implements Reply<R> {}

  /// Redis answers, but this it did not carry out.
  record Refused<R>() implements Reply<R> {}

  /// Redis was not asked, or did not answer in time.
  record Away<R>() implements Reply<R> {}

  /// What was answered, if anything was.
  default Optional<R> answer() {
    return this instanceof Answered<R>(var value) ? Optional.of(value) : Optional.empty();
  }
}
