package dev.keepsake.eval.dataset;

import dev.keepsake.memory.WireName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a case is about: the first of its tags.
public enum CaseClass implements WireName {
  FACTS("facts"),
  PREFERENCES("preferences"),
  DECISIONS("decisions"),
  TRIVIAL("trivial"),
  CORRECTIONS("corrections"),
  DELETIONS("deletions"),
  DUPLICATES("duplicates"),
  LOW_CONFIDENCE("low_confidence"),
  SEVERAL_FACTS("several_facts"),
  EPISODES("episodes"),
  OTHER_PEOPLE("other_people"),
  QUESTIONS_HYPOTHETICALS("questions_hypotheticals"),
  SARCASM("sarcasm"),
  SECRETS("secrets"),
  INJECTION("injection"),
  OTHER_LANGUAGES("other_languages");

  private final String wireName;

  CaseClass(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// The class that a tag names; singular or plural, with dashes, blanks or underscores.
  public static Optional<CaseClass> find(String tag) {
    String wanted = singular(tag);
    return Arrays.stream(values())
        .filter(one -> singular(one.wireName()).equals(wanted))
        .findFirst();
  }

  private static String singular(String tag) {
    return Arrays.stream(tag.strip().toLowerCase(Locale.ROOT).split("[-_ ]+"))
        .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
        .collect(Collectors.joining("_"));
  }
}
