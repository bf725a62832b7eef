package dev.keepsake.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits text of any European language into sentences, by signs alone. A full stop behind a day
/// ("am 3. Mai"), a single letter or a usual abbreviation ends none. Pure.
public final class Sentences {
  private static final int LONGEST_ABBREVIATION = 8;
  private static final Pattern END =
      Pattern.compile("(?<![.!?…])[.!?…]++[)\"»”'’]*+(?=\\s|$|\\p{So})|\\R|(?<=\\s)(?=¿)");
  private static final Pattern NO_END =
      Pattern.compile(
          "(?iU).*(\\b\\d{1,2}|\\b\\p{L}|\\b(dr|sra?|mr|mrs|mme|prof|ca|bzw|usw|np|ul|nr|dott|sig|tel|tzn"
              + "|evtl|ggf|bijv|vgl|inkl|av|min|max))\\.");

  private Sentences() {}

  /// The sentences of `text`, each with its closing sign; a line break ends one too.
  public static List<String> of(String text) {
    var sentences = new ArrayList<String>();
    Matcher ends = END.matcher(text);
    int from = 0;
    while (ends.find()) {
      String end = text.substring(Math.max(from, ends.end() - LONGEST_ABBREVIATION), ends.end());
      if (ends.end() < text.length() && NO_END.matcher(end.strip()).matches()) {
        continue;
      }
      add(text.substring(from, ends.end()), sentences);
      from = ends.end();
    }
    add(text.substring(from), sentences);
    return sentences;
  }

  private static void add(String sentence, List<String> to) {
    if (sentence.chars().anyMatch(Character::isLetterOrDigit)) {
      to.add(sentence.strip());
    }
  }
}
