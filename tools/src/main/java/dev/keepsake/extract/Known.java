package dev.keepsake.extract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.write.StatementGuard;
import dev.keepsake.write.Verdict;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a statement is to the memories that come nearest to it. Pure.
///
/// The write path drops what is a duplicate beyond doubt, since an agent's statement is meant. An
/// extractor hears the same thing said in passing again and again, so what tells nothing new is not
/// even proposed; and what was said to put something right takes the place of what it puts right.
sealed interface Known {
  /// From this score of `query_memory` on, a memory that the guard can't tell apart says the same.
  double SAME = 0.7;

  /// From this score on, a memory that says otherwise is of the same thing.
  double OTHERWISE = 0.5;

  /// So many letters of a word tell it from others, whatever its ending.
  int STEM = 6;

  /// Words that a statement can do without.
  Set<String> EMPTY =
      Set.of(
          "the", "user", "and", "with", "their", "they", "has", "have", "are", "was", "who", "that",
          "for", "its");

  /// Said as something that the listener knows.
  Pattern REMINDS =
      Pattern.compile(
          "(?i)\\bas (always|usual|you (may |might )?(know|remember|recall)|i (said|told"
              + " you|mentioned)|mentioned)\\b|\\byou know (that|me|them)\\b|\\blike i"
              + " (said|told)");

  /// It is remembered already.
  record Says(String content) implements Known {}

  /// From this score on, a memory is what somebody reminds of.
  double REMINDED = 0.35;

  /// It takes the place of a memory.
  record Replaces(String id) implements Known {}

  /// Nothing of it is remembered.
  record Nothing() implements Known {}

  /// Whether every word that says something stands in the memory too, and it is as often negated:
  /// "Elena is a midwife" where the user's wife Elena is known to be one.
  private static boolean isContained(String statement, String memory) {
    Set<String> known = stems(memory);
    Set<String> told = stems(statement);
    return !told.isEmpty() && known.containsAll(told);
  }

  private static Set<String> stems(String text) {
    var stems = new HashSet<String>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      boolean number = word.matches("\\d+");
      if (number || (word.length() > 2 && !EMPTY.contains(word)) || word.equals("no")) {
        stems.add(word.length() > STEM ? word.substring(0, STEM) : word);
      }
    }
    return stems;
  }

  /// @param memories of the answer of `query_memory`, the best first
  static Known of(Proposal.Save save, JsonNode memories, StatementGuard guard) {
    Optional<String> replaced = Optional.empty();
    boolean reminds = REMINDS.matcher(save.evidence()).find();
    for (JsonNode memory : memories) {
      double score = memory.path("score").asDouble();
      if (reminds && score >= REMINDED) {
        return new Says(memory.path("content").asText());
      }
      Verdict verdict = guard.compare(memory.path("content").asText(), save.content());
      switch (verdict) {
        case Verdict.Same() -> {
          if (score >= SAME) {
            return new Says(memory.path("content").asText());
          }
        }
        case Verdict.Differs differs -> {
          boolean contained =
              !differs.contradicts()
                  && isContained(save.content(), memory.path("content").asText());
          if (contained) {
            return new Says(memory.path("content").asText());
          }
          boolean otherwise = differs.contradicts() || save.corrects();
          if (replaced.isEmpty() && otherwise && score >= OTHERWISE) {
            replaced = Optional.of(memory.path("id").asText());
          }
        }
      }
    }
    return replaced.<Known>map(Replaces::new).orElseGet(Nothing::new);
  }
}
