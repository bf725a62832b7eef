package dev.keepsake.prompt;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The places in a text that the program fills: `{{name}}`.
final class Placeholders {
  static final String NAME = "[a-z][a-z0-9_]{0,63}";
  private static final Pattern PLACE = Pattern.compile("\\{\\{(" + NAME + ")}}");

  private Placeholders() {}

  static Set<String> names(String text) {
    var names = new LinkedHashSet<String>();
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      names.add(places.group(1));
    }
    return names;
  }

  /// Braces that look like a placeholder and are none: `{{ name }}`, say.
  static Optional<String> stray(String text) {
    String rest = PLACE.matcher(text).replaceAll("");
    return rest.lines()
        .filter(line -> line.contains("{{") || line.contains("}}"))
        .map(String::strip)
        .findFirst();
  }

  /// In one pass, so that a value can't bring a placeholder with it.
  static String filled(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
  }
}
