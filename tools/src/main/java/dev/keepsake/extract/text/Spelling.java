package dev.keepsake.extract.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes informal English out: contractions, dropped apostrophes, abbreviations of chats. "im" and
/// "I'm" become "I am", "dont" becomes "do not", so that the rules see one form of each.
final class Spelling {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['’][\\p{L}]+)*");

  /// "Anna's a nurse", "my mum's been ill": a verb, where a possessive would need a noun next.
  private static final Pattern NAME_IS =
      Pattern.compile(
          "(?<=\\p{L})['’]s(?="
              + " (?:a|an|the|not|now|always|never|been|getting|going|called|allergic|from|in|on|at|our|my"
              + "|booked|due|born|taking|coming|moving|working|turning|starting|living|pregnant|vegan"
              + "|vegetarian|diabetic|about|just|also|still|so|really|very|retired|married|full|done)\\b)");

  /// "its a farmhouse": the verb, where a possessive would need a noun next.
  private static final Pattern ITS =
      Pattern.compile(
          "(?i)\\bits(?= (?:a|an|the|not|my|our|on|in|at|been|for|too|so|like|just|about)\\b)");

  private static final Map<String, String> WRITTEN_OUT = table();

  private Spelling() {}

  static String writtenOut(String text) {
    String plain = NAME_IS.matcher(text.replace('’', '\'')).replaceAll(" is");
    plain = ITS.matcher(plain).replaceAll("it is");
    Matcher word = WORD.matcher(plain);
    var out = new StringBuilder();
    while (word.find()) {
      word.appendReplacement(out, Matcher.quoteReplacement(form(word.group())));
    }
    word.appendTail(out);
    return out.toString();
  }

  private static String form(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    String form = WRITTEN_OUT.get(lower);
    if (form == null) {
      return negated(word, lower);
    }
    boolean capital =
        Character.isUpperCase(word.charAt(0)) && !form.startsWith("I ") && !form.equals("I");
    return capital ? Character.toUpperCase(form.charAt(0)) + form.substring(1) : form;
  }

  /// "isn't", "doesn't", "haven't".
  private static String negated(String word, String lower) {
    return lower.endsWith("n't") ? word.substring(0, word.length() - 3) + " not" : word;
  }

  private static Map<String, String> table() {
    var table = new HashMap<String, String>();
    for (String line : Vocabulary.lines("spelling")) {
      String[] sides = line.split("=", 2);
      for (String informal : sides[0].split(",")) {
        table.put(informal.strip(), sides[1].strip());
      }
    }
    return Map.copyOf(table);
  }
}
