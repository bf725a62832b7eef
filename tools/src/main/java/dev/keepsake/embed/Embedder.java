package dev.keepsake.embed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Turns text into vectors of one space. Safe for use by many threads; the same text has the same
/// vector every time.
public interface Embedder extends AutoCloseable {

  EmbeddingSpace space();

  EmbedderState state();

  /// Begins to load, where that takes time and was not begun.
  default void preload() {
    // ready without
  }

  /// How many texts wait for the model, those that it works on left out; 0 where nothing queues.
  default int waiting() {
    return 0;
  }

  /// Forgets the texts that it remembers, where it remembers any.
  default void forgetTexts() {
    // nothing is remembered
  }

  /// Embeds one text, in chunks where it is longer than the model's window.
  ///
  /// @param patience how long the caller waits for loading, queue and model together; work that is
  ///   no longer waited for is given up
  /// @throws IllegalArgumentException if `text` is blank
  /// @throws dev.keepsake.error.MemoryException with `EMBEDDER_UNAVAILABLE` if the model cannot
  ///   answer within `patience`, with `OVERLOADED` at once if its queue is full
  EmbeddedText embed(String text, Duration patience);

  /// Embeds many texts: all of them, or none. Faster than one by one where a call costs more than a
  /// text does.
  ///
  /// @param patience for all of them together
  /// @return in the order of `texts`
  /// @throws IllegalArgumentException if one of `texts` is blank
  /// @throws dev.keepsake.error.MemoryException as [#embed] does
  default List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    var embedded = new ArrayList<EmbeddedText>(texts.size());
    for (String text : texts) {
      embedded.add(embed(text, Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
    }
    return List.copyOf(embedded);
  }

  /// Gives up what is under way; its callers get `EMBEDDER_UNAVAILABLE`.
  @Override
  void close();
}
