package dev.keepsake.reading;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;

/// The entities of HTML: by number, the signs of ASCII, blanks and invisible characters by name,
/// and letters with the accent they are named after (`&eacute;`) or of a style (`&iscr;`).
final class Entities {
  private static final int LONGEST = 24;

  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("ensp", " "),
          Map.entry("emsp", " "),
          Map.entry("thinsp", " "),
          Map.entry("Tab", "\t"),
          Map.entry("NewLine", "\n"),
          Map.entry("shy", "\u00AD"),
          Map.entry("zwnj", "\u200C"),
          Map.entry("zwj", "\u200D"),
          Map.entry("lrm", "\u200E"),
          Map.entry("rlm", "\u200F"),
          Map.entry("ZeroWidthSpace", "\u200B"),
          Map.entry("NoBreak", "\u2060"),
          Map.entry("colon", ":"),
          Map.entry("semi", ";"),
          Map.entry("comma", ","),
          Map.entry("period", "."),
          Map.entry("excl", "!"),
          Map.entry("quest", "?"),
          Map.entry("num", "#"),
          Map.entry("dollar", "$"),
          Map.entry("percnt", "%"),
          Map.entry("lpar", "("),
          Map.entry("rpar", ")"),
          Map.entry("ast", "*"),
          Map.entry("plus", "+"),
          Map.entry("sol", "/"),
          Map.entry("bsol", "\\"),
          Map.entry("commat", "@"),
          Map.entry("equals", "="),
          Map.entry("lsqb", "["),
          Map.entry("lbrack", "["),
          Map.entry("rsqb", "]"),
          Map.entry("rbrack", "]"),
          Map.entry("lcub", "{"),
          Map.entry("lbrace", "{"),
          Map.entry("rcub", "}"),
          Map.entry("rbrace", "}"),
          Map.entry("lowbar", "_"),
          Map.entry("hyphen", "\u2010"),
          Map.entry("dash", "\u2010"),
          Map.entry("ndash", "\u2013"),
          Map.entry("mdash", "\u2014"),
          Map.entry("vert", "|"),
          Map.entry("verbar", "|"),
          Map.entry("grave", "`"),
          Map.entry("Hat", "^"),
          Map.entry("lsquo", "\u2018"),
          Map.entry("rsquo", "\u2019"),
          Map.entry("ldquo", "\u201C"),
          Map.entry("rdquo", "\u201D"),
          Map.entry("hellip", "\u2026"),
          Map.entry("euro", "\u20AC"),
          Map.entry("pound", "\u00A3"),
          Map.entry("szlig", "\u00DF"));

  private static final Map<String, String> ACCENTS =
      Map.ofEntries(
          Map.entry("grave", "\u0300"),
          Map.entry("acute", "\u0301"),
          Map.entry("circ", "\u0302"),
          Map.entry("tilde", "\u0303"),
          Map.entry("uml", "\u0308"),
          Map.entry("ring", "\u030A"),
          Map.entry("cedil", "\u0327"),
          Map.entry("caron", "\u030C"),
          Map.entry("scr", ""),
          Map.entry("fr", ""),
          Map.entry("opf", ""));

  private Entities() {}

  /// The entity that begins at `at`. Browsers read a number without its semicolon too.
  static Optional<Piece> at(String text, int at) {
    return text.startsWith("#", at + 1) ? numbered(text, at) : named(text, at);
  }

  private static Optional<Piece> numbered(String text, int at) {
    boolean hex = text.startsWith("x", at + 2) || text.startsWith("X", at + 2);
    int radix = hex ? 16 : 10;
    int from = hex ? at + 3 : at + 2;
    int end = from;
    int code = 0;
    while (end < text.length()
        && end < from + LONGEST
        && text.charAt(end) < 0x80
        && Character.digit(text.charAt(end), radix) >= 0) {
      code =
          Math.min(
              code * radix + Character.digit(text.charAt(end), radix),
              Character.MAX_CODE_POINT + 1);
      end++;
    }
    if (end == from || code == 0 || !Character.isValidCodePoint(code)) {
      return Optional.empty();
    }
    int to = text.startsWith(";", end) ? end + 1 : end;
    return Optional.of(new Piece(at, to, Character.toString(code)));
  }

  private static Optional<Piece> named(String text, int at) {
    int end = at + 1;
    while (end < text.length() && end < at + LONGEST && letter(text.charAt(end))) {
      end++;
    }
    if (!text.startsWith(";", end)) {
      return Optional.empty();
    }
    int to = end + 1;
    return character(text.substring(at + 1, end)).map(said -> new Piece(at, to, said));
  }

  private static Optional<String> character(String name) {
    String known = NAMED.get(name);
    if (known != null || name.length() < 2) {
      return Optional.ofNullable(known);
    }
    String accent = ACCENTS.get(name.substring(1));
    return accent == null
        ? Optional.empty()
        : Optional.of(Normalizer.normalize(name.charAt(0) + accent, Normalizer.Form.NFC));
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
