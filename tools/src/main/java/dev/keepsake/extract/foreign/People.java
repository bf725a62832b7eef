package dev.keepsake.extract.foreign;

import dev.keepsake.extract.text.Folding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who was spoken of so far: people and animals near the user ("meine Schwester Anna"), by the
/// words they were introduced with, and the names among these. For one conversation.
final class People {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern NAME_IN_TEXT =
      Pattern.compile("(?<=\\p{L},? )\\p{Lu}\\p{Ll}{2,}(?!\\p{L})");

  private final Lexicon words;
  private final Map<String, String> byName = new LinkedHashMap<>();
  private Optional<String> last = Optional.empty();

  People(Lexicon words) {
    this.words = words;
  }

  /// Takes note of whom `text` introduces.
  void hear(String text) {
    String flat = Folding.flat(text);
    for (MatchResult found : words.relations(flat)) {
      String phrase = phrase(text, flat, found);
      last = Optional.of(phrase);
      name(phrase).ifPresent(name -> byName.put(name, phrase));
    }
  }

  /// The last who was introduced, as the user called them.
  Optional<String> last() {
    return last;
  }

  /// Whether somebody introduced earlier is named in `text`.
  boolean named(String text) {
    List<String> all = List.of(text.split("[^\\p{L}]+"));
    return byName.keySet().stream().anyMatch(all::contains);
  }

  /// Takes a name in `text` for the last who was spoken of, if nobody was introduced.
  void guess(String text) {
    if (last.isEmpty()) {
      Matcher names = NAME_IN_TEXT.matcher(text);
      if (names.find()) {
        last = Optional.of(names.group());
      }
    }
  }

  /// The words of `text` that were found in its flat form, and the names right behind them.
  private static String phrase(String text, String flat, MatchResult found) {
    int first = (int) flat.substring(0, found.start()).chars().filter(c -> c == ' ').count() - 1;
    int count = found.group().split(" ").length;
    var spans = new ArrayList<MatchResult>();
    Matcher all = WORD.matcher(text);
    while (all.find()) {
      spans.add(all.toMatchResult());
    }
    int end = first + count;
    while (end < spans.size()
        && end < first + count + 2
        && Character.isUpperCase(spans.get(end).group().charAt(0))
        && text.substring(spans.get(end - 1).end(), spans.get(end).start()).equals(" ")) {
      end++;
    }
    return text.substring(spans.get(first).start(), spans.get(end - 1).end());
  }

  private static Optional<String> name(String phrase) {
    String last = phrase.substring(phrase.lastIndexOf(' ') + 1);
    return Character.isUpperCase(last.charAt(0)) ? Optional.of(last) : Optional.empty();
  }
}
