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
  private static final Pattern NO_BEFORE_SIGN = Pattern.compile("^[^\\p{L}]*\\p{L}+\\s*[,.;:!…–-]");
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

  /// Without the interjections and conjunctions at its head. A "no" is one only before a sign: "no,
  /// vivo en León", but "no vivo en León".
  String trimmed(String clause) {
    String rest = clause.strip();
    while (true) {
      String flat = Folding.flat(rest);
      int length = words.beginning(Cue.LEAD, flat);
      int count = flat.substring(0, length).strip().split(" ").length;
      String without = length == 0 ? "" : behind(rest, count);
      boolean negates =
          words.beginning(Cue.NO, flat) == length && !NO_BEFORE_SIGN.matcher(rest).find();
      if (without.isBlank() || negates) {
        return rest;
      }
      rest = without;
    }
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
