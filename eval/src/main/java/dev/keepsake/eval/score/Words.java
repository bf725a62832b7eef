package dev.keepsake.eval.score;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The words of a text, in two readings: compounds with a hyphen apart ("mother-in-law" is three
/// words) and together ("e-mail" is "email").
///
/// A word is a run of letters and digits; "3.5", "9:30", "C++", "C#" and ".NET" are one each, "5pm"
/// two. An ending "'s" is left away, and what French and Italian put before an apostrophe is a
/// word. Of scripts that leave no blanks, every character is one.
record Words(List<Word> apart, List<Word> together) {
  private static final String SPACELESS =
      "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}]";
  private static final String RUN =
      "(?:(?!" + SPACELESS + ")[\\p{L}\\p{M}\\p{N}])+(?:(?<=\\p{N})[.,:]\\p{N}+)*";
  private static final Pattern TOKEN =
      Pattern.compile(
          SPACELESS
              + "|(?<![\\p{L}\\p{N}.])\\.\\p{L}+(?![\\p{L}\\p{N}])"
              + "|\\p{L}(?:\\+\\+|#)(?!\\p{L})"
              + "|"
              + RUN
              + "(?:['\\u2010\\u2011-]"
              + RUN
              + ")*");
  private static final Pattern HYPHEN = Pattern.compile("[\\u2010\\u2011-]");
  private static final Pattern APOSTROPHES = Pattern.compile("[\\u2018\\u2019\\u02bc\\u00b4`]");
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(\\p{N}[\\p{N}.,:]*)(\\p{L}{1,3})");
  private static final Set<String> ELISIONS =
      Set.of("l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "dell", "all", "nell", "sull");

  /// The words of `text`.
  static Words of(String text) {
    String normal =
        APOSTROPHES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("'");
    List<String> tokens = TOKEN.matcher(normal).results().map(MatchResult::group).toList();
    var apart = new ArrayList<String>();
    var together = new ArrayList<String>();
    for (String token : tokens) {
      for (String part : HYPHEN.split(token)) {
        apart.addAll(atApostrophes(part));
      }
      together.addAll(atApostrophes(HYPHEN.matcher(token).replaceAll("")));
    }
    return new Words(words(apart), words(together));
  }

  private static List<String> atApostrophes(String token) {
    var parts = new ArrayList<String>();
    String rest = token;
    int at = rest.indexOf('\'');
    if (at > 0 && ELISIONS.contains(rest.substring(0, at).toLowerCase(java.util.Locale.ROOT))) {
      parts.add(rest.substring(0, at));
      rest = rest.substring(at + 1);
    }
    rest = rest.replaceFirst("'[sS]$", "").replace("'", "");
    var unit = NUMBER_AND_UNIT.matcher(rest);
    if (unit.matches()) {
      parts.add(unit.group(1));
      parts.add(unit.group(2));
    } else if (!rest.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  private static List<Word> words(List<String> written) {
    var words = new ArrayList<Word>();
    for (String one : written) {
      words.add(Word.of(one, words.isEmpty()));
    }
    return List.copyOf(words);
  }

  /// Whether the words of `phrase` stand in this one after the other, in either reading.
  boolean contain(Words phrase) {
    return occurs(phrase.apart, apart)
        || occurs(phrase.together, together)
        || occurs(phrase.together, apart)
        || occurs(phrase.apart, together);
  }

  private static boolean occurs(List<Word> phrase, List<Word> text) {
    for (int from = 0; from + phrase.size() <= text.size(); from++) {
      if (occursAt(from, phrase, text)) {
        return !phrase.isEmpty();
      }
    }
    return false;
  }

  private static boolean occursAt(int from, List<Word> phrase, List<Word> text) {
    for (int i = 0; i < phrase.size(); i++) {
      if (!phrase.get(i).isLike(text.get(from + i))) {
        return false;
      }
    }
    return true;
  }
}
