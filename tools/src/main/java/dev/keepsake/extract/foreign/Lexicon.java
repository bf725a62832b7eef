package dev.keepsake.extract.foreign;

import dev.keepsake.extract.text.Folding;
import dev.keepsake.extract.text.Language;
import dev.keepsake.extract.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The vocabulary of one language, looked up in flat text ([Folding#flat]). Immutable.
final class Lexicon {
  private static final Pattern NEVER = Pattern.compile("(?!)");

  private final Map<Cue, String> alternatives = new EnumMap<>(Cue.class);
  private final Map<Cue, Pattern> anywhere = new EnumMap<>(Cue.class);
  private final Pattern joins;
  private final Pattern relation;
  private final Pattern attribute;

  /// @throws IllegalArgumentException if a list of the vocabulary is no [Cue]
  Lexicon(Language language) {
    var phrases = new EnumMap<Cue, List<String>>(Cue.class);
    for (String line : Vocabulary.lines(language.vocabulary())) {
      String[] sides = line.split("=", 2);
      Cue cue = Cue.valueOf(sides[0].strip().toUpperCase(Locale.ROOT));
      List<String> list = phrases.computeIfAbsent(cue, _ -> new ArrayList<>());
      for (String phrase : sides[1].strip().split("\\s*,\\s*")) {
        if (!phrase.isEmpty()) {
          list.add(phrase);
        }
      }
    }
    phrases.forEach((cue, list) -> {
      String any =
          list.stream()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .map(Lexicon::expression)
              .collect(Collectors.joining("|"));
      alternatives.put(cue, any);
      anywhere.put(cue, Pattern.compile("(?<= )(?:" + any + ")(?= )"));
    });
    joins =
        Pattern.compile(
            "(?iU)\\s*[;:()]\\s+|\\s*,\\s+(?:(?:"
                + String.join("|", phrases.getOrDefault(Cue.JOIN, List.of("(?!)")))
                + ")\\s+)?|\\s+[-–—]+\\s+|\\s+(?:"
                + String.join("|", phrases.getOrDefault(Cue.JOIN, List.of("(?!)")))
                + ")\\s+");
    relation = near(Cue.MY, Cue.KIN);
    attribute = near(Cue.MY, Cue.ATTRIBUTE);
  }

  private Pattern near(Cue first, Cue second) {
    return Pattern.compile(
        "(?<= )(?:%1$s) (?:[^ ]+ ){0,2}?(?:%2$s)(?: (?:%2$s))*(?= )"
            .formatted(
                alternatives.getOrDefault(first, "(?!)"),
                alternatives.getOrDefault(second, "(?!)")));
  }

  private static String expression(String phrase) {
    var words = new ArrayList<String>();
    for (String word : phrase.split(" ")) {
      if (word.equals("~")) {
        words.add("(?:[^ ]+ ){0,5}?");
        continue;
      }
      String folded = word.contains("*") ? wild(word) : Folding.word(word);
      words.add(folded + " ");
    }
    return String.join("", words).stripTrailing();
  }

  private static String wild(String word) {
    // folded as part of a longer word, whatever its own length
    return Folding.word(word.replace("*", "xxx")).replace("xxx", "[^ ]*");
  }

  boolean has(Cue cue, String flat) {
    return find(cue, flat).isPresent();
  }

  /// Whether `flat` begins with a phrase of the list.
  boolean begins(Cue cue, String flat) {
    return beginning(cue, flat) > 0;
  }

  /// The length of the longest phrase at the head of `flat`, its first space counted; 0 for none.
  int beginning(Cue cue, String flat) {
    Matcher matcher = anywhere.getOrDefault(cue, NEVER).matcher(flat);
    matcher.useTransparentBounds(true).region(Math.min(1, flat.length()), flat.length());
    return matcher.lookingAt() ? matcher.end() : 0;
  }

  Optional<MatchResult> find(Cue cue, String flat) {
    Matcher matcher = anywhere.getOrDefault(cue, NEVER).matcher(flat);
    return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
  }

  /// "my older sister", wherever it stands.
  Optional<MatchResult> relation(String flat) {
    Matcher matcher = relation.matcher(flat);
    return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
  }

  /// Everybody near who is named in `flat`, in order.
  List<MatchResult> relations(String flat) {
    return relation.matcher(flat).results().toList();
  }

  /// "my name", wherever it stands.
  boolean hasAttribute(String flat) {
    return attribute.matcher(flat).find();
  }

  /// Where a clause may end: at a comma, a dash, or a conjunction.
  Pattern joins() {
    return joins;
  }
}
