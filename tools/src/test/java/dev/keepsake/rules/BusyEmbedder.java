package dev.keepsake.rules;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A model of words that can be down, can refuse a word, and tells what it was asked.
final class BusyEmbedder extends WordEmbedder {
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile int answers = Integer.MAX_VALUE;
  private volatile String refused = "";
  private volatile Runnable before = () -> {};

  BusyEmbedder(EmbeddingSpace space) {
    super(space);
  }

  /// After so many more texts it answers nothing.
  void answers(int texts) {
    answers = texts;
  }

  /// From now on it has no vector for a text with this word.
  void refuse(String word) {
    refused = word;
  }

  /// What happens once, before the next answer.
  void before(Runnable event) {
    before = event;
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    Runnable event = before;
    before = () -> {};
    event.run();
    if (answers <= 0) {
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, "The model is down.");
    }
    if (!refused.isEmpty() && text.contains(refused)) {
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, "The model can't read this.");
    }
    answers--;
    asked.add(text);
    return super.embed(text, patience);
  }
}
