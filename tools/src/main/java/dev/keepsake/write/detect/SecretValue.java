package dev.keepsake.write.detect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Judges what stands where a secret would stand: is it one, or a word about one, a placeholder, a
/// path, a date.
final class SecretValue {
  private static final String QUOTES = "\"'`";
  private static final int SHORTEST_KEY = 8;
  private static final int SHORTEST_PASSWORD = 4;

  /// Random text of a key's length has more different characters; `xxxx` and `0000` have fewer.
  private static final int VARIETY = 6;

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?is)[<\\[{(].*|\\$[{(]?\\w[\\w.]*[})]?|%\\w+%|[*x\u2022\u25CF._#?-]{3,}|\\*+"
              + "|.*(?:your|example|placeholder|redacted|change[-_]?me|dummy|sample|insert[-_]"
              + "|replace|xxxx|\\.\\.\\.).*"
              + "|(?:os\\.environ|process\\.env|secrets\\.|env[.:]|vault:|op://).*"
              + "|pass(?:word|wort|wd|phrase)?|pw|pwd|secret|token|key|api_?key|user(?:name)?|null"
              + "|none|nil|true|false|undefined|string|value|empty|n/a|unknown|tbd|foo|bar|foobar");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+");
  private static final Pattern PLACE =
      Pattern.compile(
          "(?i)[~./\\\\].*|[a-z]:[\\\\/].*|[a-z][a-z0-9+.-]*://.*|[^@\\s]+@[^@\\s]+\\.[a-z]{2,}"
              + "|[a-z0-9_.:-]+(?:/[a-z0-9_.-]+)+");
  private static final Pattern TERM =
      Pattern.compile(
          "(?i)v?\\d+(?:[.:/-]\\d+)+(?:t[\\d:.z+-]+)?|\\d+(?:st|nd|rd|th|h|d|x|s|min|ms|days?)"
              + "|\\d+[-\u2013][a-z-]+|sha-?\\d+\\S*|md5|argon2\\w*|pbkdf2\\S*|bcrypt|scrypt|oauth"
              + "-?\\d?\\S*|1password\\S*|base64\\S*|utf-?\\d+|rsa-?\\d*|aes-?\\d*\\S*|ed25519|fido2"
              + "|w3c|windows\\d*|win\\d+|p\\d+|[a-z]{1,2}\\d{1,2}|\\d+[a-z]?");
  private static final Pattern NAME =
      Pattern.compile("[a-z]++(?:[-_.:][a-z]++|[-_.:]?\\d)*+|[A-Z]?[a-z]+\\d?");
  private static final Pattern ADJECTIVE =
      Pattern.compile(
          "(?i).*(?:ed|ing|able|ible|ful|less|ous|ive|ical|en|ly|er|est|ant|ent|ory|ary|ken)");

  /// Words that follow "the password is" and are not the password.
  private static final Set<String> ABOUT =
      Set.of(
          "a",
          "an",
          "the",
          "in",
          "on",
          "at",
          "of",
          "to",
          "for",
          "by",
          "with",
          "not",
          "no",
          "too",
          "very",
          "so",
          "only",
          "also",
          "that",
          "this",
          "it",
          "here",
          "there",
          "his",
          "hers",
          "mine",
          "yours",
          "theirs",
          "strong",
          "weak",
          "long",
          "short",
          "secure",
          "insecure",
          "safe",
          "unsafe",
          "unique",
          "common",
          "simple",
          "complex",
          "easy",
          "hard",
          "blank",
          "private",
          "public",
          "right",
          "wrong",
          "correct",
          "incorrect",
          "valid",
          "invalid",
          "old",
          "new",
          "same",
          "bad",
          "good",
          "fine",
          "ok",
          "okay",
          "great",
          "important",
          "temporary",
          "default",
          "standard",
          "secret",
          "everything",
          "nothing",
          "enough",
          "something",
          "anything",
          "one",
          "two",
          "three",
          "sacred",
          "trivial",
          "obvious",
          "gone",
          "lost",
          "due",
          "up",
          "out",
          "off",
          "mandatory",
          "optional",
          "compulsory",
          "sensitive",
          "confidential",
          "patience",
          "length",
          "today",
          "yesterday",
          "tomorrow",
          "soon",
          "now",
          "never",
          "always",
          "again",
          "expire",
          "work",
          "change",
          "personal",
          "random",
          "stale",
          "case-sensitive",
          "up-to-date",
          "all",
          "what",
          "why",
          "how",
          "who",
          "when",
          "where",
          "key",
          "king",
          "dead",
          "obsolete",
          "history",
          "theft",
          "yes",
          "true",
          "policy",
          "reset",
          "manager",
          "field",
          "hash");

  /// Words of which no wallet has one, and no sentence of twelve words has none.
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          "the", "and", "for", "was", "are", "his", "her", "its", "our", "their", "has", "had",
          "have", "with", "from", "not", "but", "into", "been", "which", "who", "where", "would",
          "also", "were");

  private SecretValue() {}

  static boolean placeholder(String value) {
    String bare = bare(value);
    return bare.isEmpty()
        || PLACEHOLDER.matcher(bare).matches()
        || VARIABLE.matcher(bare).matches();
  }

  static boolean random(String value) {
    return varied(value)
        && !placeholder(value)
        && (has(value, SecretValue::digit)
            || (has(value, SecretValue::upper) && has(value, SecretValue::lower)));
  }

  static boolean mixed(String value) {
    return random(value)
        && has(value, SecretValue::digit)
        && has(value, SecretValue::upper)
        && has(value, SecretValue::lower);
  }

  static boolean key(String value) {
    String bare = bare(value);
    return bare.length() >= SHORTEST_KEY
        && varied(bare)
        && strong(bare)
        && has(bare, SecretValue::digit)
        && !NAME.matcher(bare).matches();
  }

  /// Whether `value` looks like a password wherever it stands: letters with digits or signs.
  static boolean strong(String value) {
    String bare = bare(value);
    boolean letters = has(bare, Character::isLetter);
    boolean others = has(bare, c -> digit(c) || "!@#$%^&*+=?~|".indexOf(c) >= 0);
    boolean number =
        bare.length() >= SHORTEST_PASSWORD && bare.chars().allMatch(SecretValue::digit);
    return bare.length() >= SHORTEST_PASSWORD
        && ((letters && others && !TERM.matcher(bare).matches()) || number)
        && !placeholder(value)
        && !PLACE.matcher(bare).matches();
  }

  /// Whether it is in quotes and not about passwords, as "too short" is.
  static boolean quoted(String value) {
    String bare = bare(value);
    String[] words = bare.toLowerCase(Locale.ROOT).split("\\s+");
    return QUOTES.indexOf(value.charAt(0)) >= 0
        && bare.length() >= SHORTEST_PASSWORD
        && !placeholder(value)
        && (words.length > 2 || !ABOUT.contains(words[0]));
  }

  /// Whether it is one word that says nothing of a password.
  static boolean plainWord(String value) {
    String word = bare(value);
    return word.length() >= SHORTEST_PASSWORD
        && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
        && !ABOUT.contains(word.toLowerCase(Locale.ROOT))
        && !ADJECTIVE.matcher(word).matches()
        && !TERM.matcher(word).matches()
        && !placeholder(word);
  }

  /// Whether the sentence ends where a value does, at `end`.
  static boolean ends(String text, int end) {
    int next = end;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next == text.length()
        || text.charAt(next) == '\n'
        || ".!?;,)".indexOf(text.charAt(end - 1)) >= 0;
  }

  static boolean seedPhrase(String words) {
    return Arrays.stream(words.toLowerCase(Locale.ROOT).split("[\\s,]+"))
        .noneMatch(FUNCTION_WORDS::contains);
  }

  /// Without quotes around it and the punctuation of its sentence.
  private static String bare(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && QUOTES.indexOf(value.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && "\"'`.,;:)!?".indexOf(value.charAt(end - 1)) >= 0) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean varied(String value) {
    return value.chars().distinct().count() >= VARIETY;
  }

  private static boolean has(String value, IntPredicate kind) {
    return value.chars().anyMatch(kind);
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean upper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean lower(int c) {
    return c >= 'a' && c <= 'z';
  }
}
