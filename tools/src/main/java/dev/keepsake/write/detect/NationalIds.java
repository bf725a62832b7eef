package dev.keepsake.write.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.keepsake.reading.Reading;
import dev.keepsake.write.detect.national.NationalNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
      var hits = new ArrayList<Hit>();
      if (words.words().isEmpty() || words.in(reading.lower())) {
        Matcher matcher = shape.matcher(reading.text());
        boolean found = matcher.find();
        while (found) {
          boolean hit = isNumber(reading, matcher.start(), matcher.end());
          if (hit) {
            hits.add(new Hit(number.wireName(), matcher.start(), matcher.end()));
          }
          // not from the end of the match: digits of a date may begin it
          int next = hit ? matcher.end() : wordEnd(reading.text(), matcher.start());
          found = next < reading.text().length() && matcher.find(next);
        }
      }
      return hits;
    }

    private boolean isNumber(Reading reading, int start, int end) {
      String text = reading.text();
      return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
          && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))
          && number.isValid(text.substring(start, end))
          && (words.words().isEmpty() || words.near(reading.lower(), start, end));
    }

    private static int wordEnd(String text, int from) {
      int end = from + 1;
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
