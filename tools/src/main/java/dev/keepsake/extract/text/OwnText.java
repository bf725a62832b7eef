package dev.keepsake.extract.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What of a message its author says in their own name. Code, quoted lines, the rest of a forwarded
/// mail, and text that is handed over to be worked on ("summarize this: ...") are left out; a
/// passage in quotation marks leaves a gap.
///
/// @param text what is left, line by line
/// @param setAside what was left out, to be reported
public record OwnText(String text, List<String> setAside) {
  /// Stands where a passage in quotation marks stood, so that its sentence stays a sentence.
  public static final String GAP = "something";

  private static final Pattern FENCE = Pattern.compile("(?s)(```|~~~).*?(\\1|\\z)");
  private static final Pattern TAGGED =
      Pattern.compile(
          "(?is)<(quote|blockquote|document|email|context|article)\\b[^>]*>.*?(</\\1>|\\z)");
  private static final Pattern ARROWS = Pattern.compile("(?s)>>>.*?(<<<|\\z)");
  private static final Pattern TRIPLE = Pattern.compile("(?s)\"\"\".*?(\"\"\"|\\z)");
  private static final Pattern QUOTED =
      Pattern.compile(
          "[\"“„«]([^\"“”„»\\n]{1,600})[\"”“»]|(?<![\\p{L}\\p{N}])'([^'\\n]{12,600})'(?![\\p{L}\\p{N}])");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern MAIL_BREAK =
      Pattern.compile(
          "(?im)^\\s*(-{3,}\\s*(original message|forwarded message|begin|start)|on .{4,80}"
              + " wrote:|(from|subject|sent|to|von|betreff|de|objet|asunto|oggetto):\\s)");
  private static final Pattern SPEAKER =
      Pattern.compile(
          "^\\s*(\\[?\\d{1,2}:\\d{2}\\]?\\s*)?[\\p{L}][\\p{L}"
              + " .'_-]{0,24}(\\s*\\[?\\d{1,2}:\\d{2}\\]?)?:\\s+\\S.*");
  private static final Vocabulary WORDS = Vocabulary.load("handed-over");
  private static final LanguageTeller LANGUAGES = new LanguageTeller();

  public OwnText {
    setAside = List.copyOf(setAside);
  }

  public static OwnText of(String message) {
    var aside = new ArrayList<String>();
    String text = cut(FENCE, message, aside);
    text = cut(TRIPLE, text, aside);
    text = cut(TAGGED, text, aside);
    text = cut(ARROWS, text, aside);
    var own = new StringBuilder();
    boolean handedOver = false;
    // a pasted chat has several speakers; a single label is its author's own
    boolean chat = text.lines().filter(line -> SPEAKER.matcher(line.strip()).matches()).count() > 1;
    for (String paragraph : text.split("\\R")) {
      handedOver = handedOver || MAIL_BREAK.matcher(paragraph).find();
      if (handedOver || isForeign(paragraph, chat)) {
        aside.add(paragraph);
        continue;
      }
      int cut = handOver(paragraph);
      if (cut >= 0) {
        handedOver = true;
        aside.add(paragraph.substring(cut));
        paragraph = paragraph.substring(0, cut);
      }
      own.append(withoutQuotes(paragraph, aside)).append('\n');
    }
    return new OwnText(
        own.toString(), aside.stream().map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  private static String cut(Pattern pattern, String text, List<String> aside) {
    return pattern
        .matcher(text)
        .replaceAll(found -> {
          aside.add(found.group());
          return "\n";
        });
  }

  /// A quoted line, a line of a log or of a table, a line of somebody in a pasted chat.
  private static boolean isForeign(String line, boolean chat) {
    String bare = line.strip();
    if (bare.startsWith(">")
        || bare.startsWith("|")
        || (bare.startsWith("at ") && bare.contains("("))) {
      return true;
    }
    return chat
        && SPEAKER.matcher(bare).matches()
        && !WORDS.occursIn("own_label", label(bare))
        && !isClause(bare.substring(0, bare.indexOf(':')));
  }

  /// "ya lo decidimos: ..." is no speaker, as "Juan de la Cruz: ..." is.
  private static boolean isClause(String label) {
    String[] words = label.strip().split("\\s+");
    return words.length > 1
        && Character.isLowerCase(words[words.length - 1].charAt(0))
        && LANGUAGES.guess(label).filter(Language.FOREIGN::contains).isPresent();
  }

  private static String label(String line) {
    String label = line.substring(0, line.indexOf(':')).replaceAll("[^\\p{L} ]", " ");
    return " " + label.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ") + " ";
  }

  /// Where a text begins that is handed over after a colon: what follows is not said, but given.
  ///
  /// @return -1 if none does
  private static int handOver(String line) {
    int colon = line.indexOf(':');
    while (colon >= 0) {
      String before =
          " "
              + line.substring(0, colon)
                  .toLowerCase(Locale.ROOT)
                  .replaceAll("[^\\p{L}]+", " ")
                  .strip()
              + " ";
      if (WORDS.occursIn("handing", before)) {
        return colon + 1;
      }
      colon = line.indexOf(':', colon + 1);
    }
    return -1;
  }

  private static String withoutQuotes(String line, List<String> aside) {
    String bare = INLINE_CODE.matcher(line).replaceAll(GAP);
    return QUOTED
        .matcher(bare)
        .replaceAll(found -> {
          String inside = found.group(1) == null ? found.group(2) : found.group(1);
          if (inside.strip().split("\\s+").length <= 3) {
            return java.util.regex.Matcher.quoteReplacement(inside.strip()); // a name or a title
          }
          aside.add(inside);
          return GAP;
        });
  }
}
