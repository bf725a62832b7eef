package dev.keepsake.extract.foreign;

import dev.keepsake.extract.text.Folding;
import dev.keepsake.extract.text.Language;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes statements that stand alone of the user's own words. Pure.
record Framing(Language language, Lexicon words) {
  private static final Pattern FIRST_WORD =
      Pattern.compile("^[^\\p{L}\\p{N}]*[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern END = Pattern.compile("[\\s.!?…,;:\\p{So}\\p{Cn}\\p{Sk}\\p{Cf}-]+$");

  String said(String clause) {
    return "The user said in %s: \"%s\"".formatted(language.englishName(), sentence(clause));
  }

  String saidOf(String whom, String clause) {
    return "The user said in %s of %s: \"%s\""
        .formatted(language.englishName(), whom, sentence(clause));
  }

  String wished(String clause) {
    return "The user asked the assistant in %s: \"%s\""
        .formatted(language.englishName(), sentence(clause));
  }

  String answered(String question, String clause) {
    return "Asked \"%s\", the user said in %s: \"%s\""
        .formatted(plain(question), language.englishName(), sentence(clause));
  }

  /// Without the interjections and conjunctions at its head.
  String trimmed(String clause) {
    String rest = clause.strip();
    for (int length = words.beginning(Cue.LEAD, Folding.flat(rest));
        length > 0;
        length = words.beginning(Cue.LEAD, Folding.flat(rest))) {
      int leading = Folding.flat(rest).substring(0, length).strip().split(" ").length;
      String without = behind(rest, leading);
      if (without.isBlank()) {
        return rest;
      }
      rest = without;
    }
    return rest;
  }

  /// What stands behind the first `count` words.
  static String behind(String text, int count) {
    String rest = text;
    for (int i = 0; i < count; i++) {
      Matcher word = FIRST_WORD.matcher(rest);
      if (!word.find()) {
        return "";
      }
      rest = rest.substring(word.end());
    }
    return rest.replaceFirst("^[^\\p{L}\\p{N}]+", "");
  }

  private static String plain(String text) {
    return text.replace('"', '\'').replaceAll("\\s+", " ").strip();
  }

  private String sentence(String clause) {
    String bare = END.matcher(plain(trimmed(clause))).replaceFirst("");
    return bare.isEmpty()
        ? bare
        : bare.substring(0, 1).toUpperCase(Locale.ROOT) + bare.substring(1) + ".";
  }
}
