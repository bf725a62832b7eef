package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.store.EmbeddingRows.Turn;
import java.util.Optional;

/// What is known of a text's meaning when its write is decided.
sealed interface Meaning {

  /// Nobody has asked the model yet: only what needs no vector may be decided.
  record Unasked() implements Meaning {}

  /// The vector.
  record Known(EmbeddedText text) implements Meaning {}

  /// The model did not answer.
  ///
  /// @param given where the vector of a memory stands that is created; empty: it was not tried yet
  record Missing(Optional<Turn> given) implements Meaning {}

  /// A worker will ask the model: what needs a vector is accepted and decided then.
  record Later() implements Meaning {}

  default Optional<EmbeddedText> vector() {
    return this instanceof Known(var text) ? Optional.of(text) : Optional.empty();
  }

  /// Where it stands, if it was tried in vain.
  default Optional<Turn> turn() {
    return this instanceof Missing(var given) ? given : Optional.empty();
  }

  /// The status of the vector of a memory that is created with this.
  default EmbeddingStatus status() {
    return switch (this) {
      case Known _ -> EmbeddingStatus.COMPLETED;
      case Missing(var given) -> given.map(Turn::status).orElse(EmbeddingStatus.PENDING);
      case Unasked _, Later _ -> EmbeddingStatus.PENDING;
    };
  }
}
