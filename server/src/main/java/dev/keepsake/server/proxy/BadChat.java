package dev.keepsake.server.proxy;

import java.util.Optional;

/// A request that can't be passed on.
final class BadChat extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;

  BadChat(String sentence) {
    this(sentence, "");
  }

  /// @param field of the body that is wrong
  BadChat(String sentence, String field) {
    super(sentence);
    this.field = field;
  }

  Optional<String> field() {
    return Optional.of(field).filter(name -> !name.isEmpty());
  }
}
