package dev.keepsake.write.statement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Collects at which terms "not", "only", "if" and the like aim, and whose the user's things are.
final class Aims {
  private static final Set<String> AIMING =
      Set.of(
          "not",
          "never",
          "only",
          "if",
          "unless",
          "when",
          "whenever",
          "because",
          "although",
          "though",
          "while",
          "whereas",
          "that",
          "all",
          "just",
          "also",
          "even",
          "almost",
          "mostly",
          "some");

  /// What is the user's is told apart like what "only" aims at.
  private static final String OF_USER = "user's";

  private final Map<String, Set<String>> keysByWord = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();

  void meet(String word) {
    if (AIMING.contains(word)) {
      waiting.add(word.equals("never") ? "not" : word);
    }
  }

  /// @param ofUser whether it is called the user's
  void hit(String key, boolean ofUser) {
    waiting.forEach(word -> aim(word, key));
    waiting.clear();
    if (ofUser) {
      aim(OF_USER, key);
    }
  }

  private void aim(String word, String key) {
    keysByWord.computeIfAbsent(word, _ -> new HashSet<>()).add(key);
  }

  Map<String, Set<String>> keysByWord() {
    return keysByWord;
  }
}
