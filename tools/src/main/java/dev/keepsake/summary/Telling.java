package dev.keepsake.summary;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How much each word of a conversation tells of it: more for a word of more messages, for a name
/// and for a number; less for a word of one message alone. Pure.
final class Telling {
  private static final double NAME = 2;
  private static final double NUMBER = 2;

  /// Of a word that only one message has.
  private static final double ONCE = 0.5;

  /// Of the number of messages that have a word.
  private static final double EXPONENT = 0.7;

  private final Map<String, Integer> messages;
  private final Map<String, Integer> names = new HashMap<>();

  /// @param sentences of the conversation
  /// @param words of each of them
  Telling(List<Candidate> sentences, List<List<Word>> words) {
    var places = new HashMap<String, Set<Integer>>();
    for (int i = 0; i < sentences.size(); i++) {
      for (Word word : words.get(i)) {
        places.computeIfAbsent(word.stem(), stem -> new HashSet<>()).add(sentences.get(i).place());
        switch (word.kind()) {
          case CAPITAL -> names.merge(word.stem(), 1, Integer::sum);
          case PLAIN -> names.merge(word.stem(), -1, Integer::sum);
          case NUMBER, OPENING -> {} // tells nothing of it
        }
      }
    }
    messages =
        places.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().size()));
  }

  /// The stems of a sentence's words, each with what it tells.
  Map<String, Double> of(List<Word> words) {
    return words.stream().distinct().collect(Collectors.toMap(Word::stem, this::weight, Math::max));
  }

  private double weight(Word word) {
    int count = messages.getOrDefault(word.stem(), 1);
    double common = count == 1 ? ONCE : Math.pow(count, EXPONENT);
    return common
        * switch (word.kind()) {
          case NUMBER -> NUMBER;
          case PLAIN, OPENING, CAPITAL -> names.getOrDefault(word.stem(), 0) > 0 ? NAME : 1;
        };
  }
}
