package dev.keepsake.write.detect;

import dev.keepsake.reading.Reading;
import dev.keepsake.write.detect.national.NationalNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// National identifiers: what has the shape of one, is valid by the rules of its country, and,
/// where the shape is common, stands beside a word that names it.
record NationalIds(List<Rule> rules) implements Detector {
  private static final String NO_WORDS = "-";

  NationalIds {
    rules = List.copyOf(rules);
  }

  /// @param words empty if the shape is enough
  record Rule(NationalNumber number, Words words, Pattern shape) {

    /// @param line `name | word, word | shape`, the words in lower case, or `-` for none
    /// @throws IllegalArgumentException if it is no rule
    static Rule parse(String line) {
      String[] parts = line.split(" \\| ", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("no rule: " + line);
      }
      return new Rule(
          NationalNumber.valueOf(parts[0].toUpperCase(Locale.ROOT)),
          new Words(parts[1].equals(NO_WORDS) ? List.of() : Arrays.asList(parts[1].split(", "))),
          Pattern.compile(parts[2], Pattern.CASE_INSENSITIVE));
    }

    List<Hit> find(Reading reading) {
      if (!words.words().isEmpty() && !words.in(reading.lower())) {
        return List.of();
      }
      var hits = new ArrayList<Hit>();
      String text = reading.text();
      Matcher matcher = shape.matcher(text);
      int at = wordStart(text, 0);
      while (at < text.length()) {
        boolean hit =
            matcher.region(at, text.length()).lookingAt() && isNumber(reading, at, matcher.end());
        if (hit) {
          hits.add(new Hit(number.wireName(), at, matcher.end()));
        }
        // not from the end of the match: digits of a date may begin it
        at = wordStart(text, hit ? matcher.end() : wordEnd(text, at));
      }
      return hits;
    }

    private boolean isNumber(Reading reading, int start, int end) {
      String text = reading.text();
      return (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))
          && number.isValid(text.substring(start, end))
          && (words.words().isEmpty() || words.near(reading.lower(), start, end));
    }

    private static int wordStart(String text, int from) {
      int start = from;
      while (start < text.length() && !Character.isLetterOrDigit(text.charAt(start))) {
        start++;
      }
      return start;
    }

    private static int wordEnd(String text, int from) {
      int end = from;
      while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
        end++;
      }
      return end;
    }
  }

  static NationalIds shipped() {
    return new NationalIds(RuleSet.lines("national-id.rules").stream().map(Rule::parse).toList());
  }

  @Override
  public List<Hit> find(Reading reading) {
    return rules.stream().flatMap(rule -> rule.find(reading).stream()).toList();
  }
}
