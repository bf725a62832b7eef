package dev.keepsake.summary;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Summary;
import dev.keepsake.reading.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A sentence that a summary may be made of.
///
/// @param place of its message in the conversation; before the first of what was summarised before
/// @param weight how much a sentence of its kind tells
record Candidate(String text, int place, double weight) {
  /// Longest sentence, in the units of [String#length]: what is longer was pasted. Five fit into
  /// one memory.
  static final int MAX_LENGTH = 390;

  private static final int FEWEST_WORDS = 3;

  /// What is said in a script that has no spaces between words.
  private static final int FEWEST_IDEOGRAPHS = 5;

  /// The place of what was summarised before.
  private static final int BEFORE = -1;

  private static final double OF_USER = 1;
  private static final double OF_ASSISTANT = 0.2;
  private static final double QUESTION = 0.4;

  /// So much more counts what is said at either end of a conversation than what is said in its
  /// middle.
  private static final double ENDS = 0.35;

  /// So much more counts what is said last than what is said first.
  private static final double LAST = 0.6;

  /// Of the number of words, by which what a sentence tells is divided.
  private static final double LENGTH = 0.25;

  /// Sentences of fewer words count as of so many.
  private static final double FEW_WORDS = 6;

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
    List<Candidate> own = sentences(said, MessageRole.USER, OF_USER);
    List<Candidate> others = sentences(said, MessageRole.ASSISTANT, OF_ASSISTANT);
    if (own.isEmpty() && others.isEmpty()) {
      return List.of();
    }
    var kept = new ArrayList<Candidate>();
    before.ifPresent(summary -> add(summary.text(), BEFORE, OF_USER * atPlace(0), kept));
    kept.addAll(spread(own, room - kept.size()));
    kept.addAll(spread(others, room - kept.size()));
    var texts = new HashSet<String>();
    return kept.stream()
        .sorted(Comparator.comparingInt(Candidate::place)) // stable
        .filter(one -> texts.add(one.text()))
        .toList();
  }

  private static List<Candidate> sentences(List<Said> said, MessageRole role, double weight) {
    List<Integer> places =
        IntStream.range(0, said.size()).filter(i -> said.get(i).role() == role).boxed().toList();
    List<Integer> read = spread(places, MOST_MESSAGES);
    int most = Math.max(LEAST_OF_ONE, MOST_CHARACTERS / Math.max(1, read.size()));
    var sentences = new ArrayList<Candidate>();
    for (int place : read) {
      String text = said.get(place).text();
      double placed = weight * atPlace((place + 1.0) / said.size());
      add(text.substring(0, Math.min(text.length(), most)), place, placed, sentences);
    }
    return sentences;
  }

  /// @param part of the conversation that is over by then, from 0 to 1
  private static double atPlace(double part) {
    return 1 + ENDS * Math.abs(2 * part - 1) + LAST * part;
  }

  private static void add(String text, int place, double weight, List<Candidate> to) {
    for (String sentence : Sentences.of(CODE.matcher(text).replaceAll("\n"))) {
      String plain = plain(sentence);
      if (tells(plain)) {
        double told = weight * (plain.endsWith("?") ? QUESTION : 1);
        to.add(new Candidate(plain, place, told / Math.pow(words(plain), LENGTH)));
      }
    }
  }

  private static String plain(String sentence) {
    return SPACE.matcher(Content.withoutRefused(sentence)).replaceAll(" ").strip();
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
    double words = WORD_START.matcher(sentence).results().count();
    return Math.max(FEW_WORDS, Math.max(words, ideographs(sentence) / 2.0));
  }

  private static <T> List<T> spread(List<T> all, int most) {
    int room = Math.min(Math.max(most, 0), all.size());
    return IntStream.range(0, room)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / room)))
        .toList();
  }
}
