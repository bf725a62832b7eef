package dev.keepsake.extract.foreign;

import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.extract.text.Folding;
import dev.keepsake.reading.Sentences;
import java.util.List;
import java.util.Optional;

/// Finds the question that a message answers in a few words. Pure.
final class AnswerReader {
  private static final int LONGEST = 14;

  private final Lexicon words;

  AnswerReader(Lexicon words) {
    this.words = words;
  }

  /// The question of the message before the last that asks for something that lasts.
  Optional<String> question(List<Message> conversation) {
    if (conversation.size() < 2) {
      return Optional.empty();
    }
    Message before = conversation.get(conversation.size() - 2);
    if (before.role() != Role.ASSISTANT) {
      return Optional.empty();
    }
    return Sentences.of(before.content()).stream()
        .filter(sentence -> sentence.endsWith("?"))
        .filter(sentence -> words.has(Cue.ASKED, Folding.flat(sentence)))
        .reduce((_, last) -> last);
  }

  /// Whether `sentence`, the first of a message, is no more than an answer.
  boolean answers(String sentence) {
    String flat = Folding.flat(sentence);
    return !sentence.endsWith("?")
        && flat.strip().split(" ").length <= LONGEST
        && !words.has(Cue.REQUEST, flat)
        && !words.has(Cue.HEDGE, flat)
        && !words.has(Cue.PASSING, flat)
        && !words.has(Cue.SAYS, flat);
  }
}
