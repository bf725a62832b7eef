package dev.keepsake.summary;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Summary;
import dev.keepsake.reading.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A sentence that a summary may be made of.
///
/// @param weight how much a sentence of its kind tells, from 0 to 1
record Candidate(String text, double weight) {
  /// Longest sentence, in the units of [String#length]: what is longer was pasted. Five fit into
  /// one memory.
  static final int MAX_LENGTH = 390;

  private static final int FEWEST_WORDS = 3;

  /// What is said in a script that has no spaces between words.
  private static final int FEWEST_IDEOGRAPHS = 5;

  private static final double OF_USER = 1;
  private static final double OF_ASSISTANT = 0.5;
  private static final double QUESTION = 0.4;

  /// Words of a sentence that tells all it can; one of fewer tells by their square root less.
  private static final double FULL_WORDS = 10;

  /// Of one speaker, in the units of [String#length].
  private static final int MOST_CHARACTERS = 200_000;

  private static final int MOST_MESSAGES = 1_000;
  private static final int LEAST_OF_ONE = 500;

  private static final Pattern CODE = Pattern.compile("(?s)```.*?(```|\\z)");
  private static final Pattern WORD_START = Pattern.compile("(?U)(?<!\\w)\\w");
  private static final Pattern SPACE = Pattern.compile("(?U)\\s+");

  /// Those of a conversation, in its order: what was summarised before, and what its user and its
  /// assistant said in sentences. Where there is no room for all, those of the user come first, and
  /// of too many of a kind as many as there is room for, evenly spread over the conversation. Of
  /// very long messages the beginning is read, and of very many so many, evenly spread too.
  ///
  /// @return empty if nothing was said in sentences, whatever was before
  static List<Candidate> of(Optional<Summary> before, List<Said> said, int room) {
    List<Placed> own = sentences(said, MessageRole.USER, OF_USER);
    List<Placed> others = sentences(said, MessageRole.ASSISTANT, OF_ASSISTANT);
    if (own.isEmpty() && others.isEmpty()) {
      return List.of();
    }
    var kept = new ArrayList<Placed>();
    before.ifPresent(summary -> add(summary.text(), OF_USER, kept, -1));
    kept.addAll(spread(own, room - kept.size()));
    kept.addAll(spread(others, room - kept.size()));
    return kept.stream()
        .sorted(Comparator.comparingInt(Placed::place)) // stable
        .map(Placed::candidate)
        .distinct()
        .toList();
  }

  /// @param place of its message in the conversation
  private record Placed(Candidate candidate, int place) {}

  private static List<Placed> sentences(List<Said> said, MessageRole role, double weight) {
    List<Integer> places =
        IntStream.range(0, said.size()).filter(i -> said.get(i).role() == role).boxed().toList();
    List<Integer> read = spread(places, MOST_MESSAGES);
    int most = Math.max(LEAST_OF_ONE, MOST_CHARACTERS / Math.max(1, read.size()));
    var sentences = new ArrayList<Placed>();
    for (int place : read) {
      String text = said.get(place).text();
      add(text.substring(0, Math.min(text.length(), most)), weight, sentences, place);
    }
    return sentences;
  }

  private static void add(String text, double weight, List<Placed> to, int place) {
    for (String sentence : Sentences.of(CODE.matcher(text).replaceAll("\n"))) {
      String plain = plain(sentence);
      if (tells(plain)) {
        double full = Math.min(1, Math.sqrt(words(plain) / FULL_WORDS));
        double told = weight * full * (plain.endsWith("?") ? QUESTION : 1);
        to.add(new Placed(new Candidate(plain, told), place));
      }
    }
  }

  private static String plain(String sentence) {
    var kept = new StringBuilder(sentence.length());
    sentence.codePoints().map(c -> Content.isRefused(c) ? ' ' : c).forEach(kept::appendCodePoint);
    return SPACE.matcher(kept).replaceAll(" ").strip();
  }

  private static boolean tells(String sentence) {
    return sentence.length() <= MAX_LENGTH
        && (WORD_START.matcher(sentence).results().count() >= FEWEST_WORDS
            || ideographs(sentence) >= FEWEST_IDEOGRAPHS);
  }

  private static long ideographs(String sentence) {
    return sentence.codePoints().filter(Character::isIdeographic).count();
  }

  /// Two ideographs are a word, more or less.
  private static double words(String sentence) {
    return Math.max(WORD_START.matcher(sentence).results().count(), ideographs(sentence) / 2.0);
  }

  private static <T> List<T> spread(List<T> all, int most) {
    int room = Math.min(Math.max(most, 0), all.size());
    return IntStream.range(0, room)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / room)))
        .toList();
  }
}
