package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Token.Start;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cuts a text into [Token]s in one pass: contractions are taken apart, hyphenated words too;
/// addresses, file names, versions, dates and the like stay whole.
final class Tokenizer {
  private static final String SENTENCE_END = ".!?…。";
  private static final String CLAUSE_END = ";:—–";
  private static final String PHRASE_END = ",()[]{}";
  private static final String KEPT_AT_END = "+#";
  private static final String KEPT_AT_START = ".@#+-";
  private static final Map<String, String> ENDINGS =
      Map.of("'ve", "have", "'re", "are", "'m", "am", "'ll", "will", "'d", "would");
  private static final Map<String, String> IRREGULAR =
      Map.of("cannot", "can", "can't", "can", "won't", "will", "shan't", "shall", "ain't", "is");
  private static final Map<Character, String> SYMBOLS =
      Map.of('€', "euro", '$', "dollar", '£', "pound sterling", '%', "percent");

  private final List<Token> tokens = new ArrayList<>();
  private Start next = Start.SENTENCE;

  private Tokenizer() {}

  static List<Token> tokens(String text) {
    Tokenizer tokenizer = new Tokenizer();
    String plain = plain(text);
    int from = 0;
    for (int at = 0; at <= plain.length(); at++) {
      if (at == plain.length() || Character.isWhitespace(plain.charAt(at))) {
        tokenizer.chunk(plain.substring(from, at));
        if (at < plain.length() && plain.charAt(at) == '\n') {
          tokenizer.starts(Start.SENTENCE);
        }
        from = at + 1;
      }
    }
    return List.copyOf(tokenizer.tokens);
  }

  private static String plain(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    return plain.replace('’', '\'').replace('‘', '\'').replace('`', '\'').replace("—", " — ");
  }

  /// Lower case, without the accents of Latin letters. In other scripts a mark makes another
  /// letter: か and が.
  static String fold(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace("ß", "ss");
    String decomposed = Normalizer.normalize(lower, Normalizer.Form.NFD);
    StringBuilder folded = new StringBuilder(decomposed.length());
    boolean latin = true;
    for (int at = 0;
        at < decomposed.length();
        at += Character.charCount(decomposed.codePointAt(at))) {
      int point = decomposed.codePointAt(at);
      boolean mark = Character.getType(point) == Character.NON_SPACING_MARK;
      latin = mark ? latin : Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN;
      if (!mark || !latin) {
        folded.appendCodePoint(point);
      }
    }
    return folded.toString();
  }

  private void chunk(String chunk) {
    int from = 0;
    while (from < chunk.length() && !opensWord(chunk, from)) {
      starts(boundary(chunk.charAt(from)));
      from++;
    }
    int to = chunk.length();
    while (to > from && !closesWord(chunk.charAt(to - 1))) {
      to--;
    }
    if (to > from) {
      word(chunk.substring(from, to));
    } else if (isOperator(chunk)) {
      add(chunk, false);
    }
    for (int at = to; at < chunk.length(); at++) {
      starts(boundary(chunk.charAt(at)));
    }
  }

  /// A path or an operator that stands alone, as in `rm -rf /` and `a && b`, says something; a
  /// bullet and a dash do not.
  private static boolean isOperator(String chunk) {
    return chunk.chars().anyMatch(unit -> "/\\~^@_".indexOf(unit) >= 0)
        || (chunk.length() > 1 && chunk.chars().allMatch(unit -> "&|*<>".indexOf(unit) >= 0));
  }

  private static boolean opensWord(String chunk, int at) {
    char first = chunk.charAt(at);
    return isPartOfWord(first)
        || (KEPT_AT_START.indexOf(first) >= 0
            && at + 1 < chunk.length()
            && isPartOfWord(chunk.charAt(at + 1)));
  }

  private static boolean closesWord(char last) {
    return isPartOfWord(last) || KEPT_AT_END.indexOf(last) >= 0;
  }

  // Symbols of other scripts and emoji count: what the guard does not know must not vanish.
  private static boolean isPartOfWord(char unit) {
    return Character.isLetterOrDigit(unit)
        || Character.isSurrogate(unit)
        || unit == '%'
        || Character.getType(unit) == Character.CURRENCY_SYMBOL
        || Character.getType(unit) == Character.OTHER_SYMBOL
        || Character.getType(unit) == Character.MATH_SYMBOL;
  }

  private static Start boundary(char unit) {
    if (SENTENCE_END.indexOf(unit) >= 0) {
      return Start.SENTENCE;
    }
    if (CLAUSE_END.indexOf(unit) >= 0) {
      return Start.CLAUSE;
    }
    return PHRASE_END.indexOf(unit) >= 0 ? Start.PHRASE : Start.NOTHING;
  }

  private void starts(Start start) {
    if (start.compareTo(next) > 0) {
      next = start;
    }
  }

  private void word(String word) {
    if (word.contains("://") || word.indexOf('@') > 0) {
      add(word, false);
      return;
    }
    String before = SYMBOLS.get(word.charAt(0));
    String after = word.length() == 1 ? null : SYMBOLS.get(word.charAt(word.length() - 1));
    String bare = word.substring(before == null ? 0 : 1, word.length() - (after == null ? 0 : 1));
    int apostrophe = bare.indexOf('\'');
    if (apostrophe >= 0) {
      contraction(bare, apostrophe);
    } else {
      parts(bare);
    }
    symbol(before);
    symbol(after);
  }

  // A unit is read behind its number, wherever it was written.
  private void symbol(@Nullable String unit) {
    if (unit != null) {
      add(unit, false);
    }
  }

  private void contraction(String word, int apostrophe) {
    String folded = fold(word);
    String irregular = IRREGULAR.get(folded);
    if (irregular != null || folded.endsWith("n't")) {
      add(irregular != null ? irregular : word.substring(0, word.length() - 3), false);
      add("not", false);
      return;
    }
    String before = word.substring(0, apostrophe);
    String after = word.substring(apostrophe + 1);
    String ending = ENDINGS.get("'" + fold(after));
    if (ending != null) {
      parts(before);
      add(ending, false);
    } else if (fold(after).equals("s")) {
      add(before, true);
    } else {
      parts(before);
      parts(after.replace("'", ""));
    }
  }

  /// Hyphens and slashes part plain words ("left-handed", "tea/coffee"), but not what has digits,
  /// capitals or dots inside.
  private void parts(String word) {
    if (word.equals("cannot") || word.equals("Cannot")) {
      add("can", false);
      add("not", false);
      return;
    }
    boolean plain = word.chars().allMatch(unit -> Character.isLetter(unit) || isJoint(unit));
    boolean capitals = word.chars().skip(1).anyMatch(Character::isUpperCase);
    if (!plain || (capitals && word.indexOf('-') < 0)) {
      add(word, false);
      return;
    }
    int from = 0;
    for (int at = 0; at <= word.length(); at++) {
      if (at == word.length() || isJoint(word.charAt(at))) {
        add(word.substring(from, at), false);
        from = at + 1;
      }
    }
  }

  private static boolean isJoint(int unit) {
    return unit == '-' || unit == '/' || unit == ',' || unit == '–' || unit == '‐';
  }

  private void add(String text, boolean owner) {
    String folded = fold(text);
    if (!folded.isEmpty() && !text.isEmpty()) {
      tokens.add(new Token(text, folded, owner, next));
      next = Start.NOTHING;
    }
  }
}
