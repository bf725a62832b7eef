package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Lexicon.Entry;
import dev.keepsake.write.statement.Lexicon.Sense;
import dev.keepsake.write.statement.Term.Kind;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads dates and times of day: ISO, dotted and slashed dates, "March 3rd", "3 March", months,
/// weekdays, years, days named from today, "9:30", "5 pm". A date with a year is two values, the
/// day of the year and the year.
final class DateReader {
  private static final int EARLIEST_YEAR = 1900;
  private static final int LATEST_YEAR = 2099;
  private static final int ABBREVIATION = 3;
  private static final int LONGEST_DATE = "2026-12-31".length();

  private final List<Token> tokens;
  private final Lexicon lexicon;

  DateReader(List<Token> tokens, Lexicon lexicon) {
    this.tokens = tokens;
    this.lexicon = lexicon;
  }

  Reading read(int from) {
    Token token = tokens.get(from);
    Reading clock = new ClockReader(tokens, lexicon).read(from);
    if (!clock.isNothing()) {
      return clock;
    }
    if (token.startsWithDigit() || isDayInWords(from)) {
      Reading numeric = numericDate(token.folded());
      if (numeric.isNothing()) {
        numeric = timeOfDay(from);
      }
      return numeric.isNothing() ? dayOrYear(from) : numeric;
    }
    Entry entry = lexicon.find(tokens, from);
    if (entry == null || entry.sense() != Sense.CALENDAR || isAnotherWord(token, from)) {
      return Reading.NOTHING;
    }
    if (!entry.key().startsWith("month:")) {
      return Reading.date(List.of(entry.key()), entry.length());
    }
    return month(from, Integer.parseInt(entry.key().substring("month:".length())));
  }

  // "the first of June"
  private boolean isDayInWords(int from) {
    Entry entry = lexicon.find(tokens.get(from));
    return entry != null
        && entry.sense() == Sense.ORDINAL
        && from + 1 < tokens.size()
        && tokens.get(from + 1).folded().equals("of");
  }

  // "may", "march", "sat" and "sun" are months and days only with a capital, and "May" and "March"
  // only beside a day or year if
  // they begin a sentence.
  private boolean isAnotherWord(Token token, int from) {
    boolean ambiguous =
        token.folded().length() <= ABBREVIATION
            || token.folded().equals("march")
            || token.folded().equals("mars");
    boolean beside = from + 1 < tokens.size() && tokens.get(from + 1).startsWithDigit();
    return ambiguous && !token.capitalisedInside() && !beside;
  }

  private Reading month(int from, int month) {
    OptionalInt day = dayAt(from + 1);
    if (day.isPresent()) {
      return Reading.date(List.of(dayOfYear(month, day.getAsInt())), 2);
    }
    return Reading.date(List.of("month " + month), 1);
  }

  /// "3 March", "3rd of March", or a year by itself.
  private Reading dayOrYear(int from) {
    OptionalInt day = dayAt(from);
    int next = from + 1;
    if (next < tokens.size() && tokens.get(next).folded().equals("of")) {
      next++;
    }
    if (day.isPresent() && next < tokens.size()) {
      Entry month = lexicon.find(tokens.get(next));
      if (month != null && month.key().startsWith("month:")) {
        int number = Integer.parseInt(month.key().substring("month:".length()));
        return Reading.date(List.of(dayOfYear(number, day.getAsInt())), next - from + 1);
      }
    }
    int year = wholeNumber(tokens.get(from).folded());
    boolean counted = from + 1 < tokens.size() && isUnit(tokens.get(from + 1));
    return year >= EARLIEST_YEAR && year <= LATEST_YEAR && !counted
        ? Reading.date(List.of("year " + year), 1)
        : Reading.NOTHING;
  }

  private boolean isUnit(Token token) {
    Entry entry = lexicon.find(token);
    return entry != null && entry.sense() == Sense.WORD;
  }

  private OptionalInt dayAt(int at) {
    if (at >= tokens.size()) {
      return OptionalInt.empty();
    }
    Reading number = new NumberReader(tokens, lexicon).read(at);
    if (number.kind() != Kind.NUMBER || number.length() != 1) {
      return OptionalInt.empty();
    }
    int day = wholeNumber(number.keys().getFirst().replace("rank ", ""));
    return day >= 1 && day <= 31 ? OptionalInt.of(day) : OptionalInt.empty();
  }

  private static String dayOfYear(int month, int day) {
    return "day " + month + "-" + day;
  }

  private static Reading numericDate(String folded) {
    String date =
        folded.length() > 10 && folded.charAt(10) == 't' ? folded.substring(0, 10) : folded;
    int[] iso = numbers(date, '-');
    if (iso.length == 3 && iso[0] >= 1000) {
      return calendarDay(iso[0], iso[1], iso[2]);
    }
    int[] dotted = numbers(date, '.');
    if (dotted.length == 3 && dotted[2] >= 1000) {
      return calendarDay(dotted[2], dotted[1], dotted[0]);
    }
    int[] slashed = numbers(date, '/');
    if (slashed.length == 3 && slashed[2] >= 1000) {
      boolean dayFirst = slashed[0] > 12;
      return calendarDay(slashed[2], slashed[dayFirst ? 1 : 0], slashed[dayFirst ? 0 : 1]);
    }
    return Reading.NOTHING;
  }

  private static Reading calendarDay(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31
        ? Reading.date(List.of(dayOfYear(month, day), "year " + year), 1)
        : Reading.NOTHING;
  }

  private Reading timeOfDay(int from) {
    String folded = tokens.get(from).folded();
    String clock = folded;
    int half = 0;
    int length = 1;
    if (folded.endsWith("am") || folded.endsWith("pm")) {
      half = folded.endsWith("pm") ? 12 : 0;
      clock = folded.substring(0, folded.length() - 2);
      length = 0;
    }
    boolean marked = length == 0;
    if (!marked && from + 1 < tokens.size()) {
      String next = tokens.get(from + 1).folded();
      marked = next.equals("am") || next.equals("pm") || next.equals("a.m") || next.equals("p.m");
      half = marked && next.startsWith("p") ? 12 : 0;
    }
    int[] parts = numbers(clock, ':');
    boolean time = parts.length == 2 || (parts.length == 1 && marked);
    if (!time || parts[0] > 24 || (parts.length == 2 && parts[1] > 59)) {
      return Reading.NOTHING;
    }
    int hour = marked ? parts[0] % 12 + half : parts[0];
    int minute = parts.length == 2 ? parts[1] : 0;
    return Reading.date(List.of("time " + (hour * 60 + minute)), length == 0 || !marked ? 1 : 2);
  }

  /// The numbers between the separators, empty if anything else stands there.
  private static int[] numbers(String text, char separator) {
    if (text.length() > LONGEST_DATE) {
      return new int[0];
    }
    String[] parts = text.split(Pattern.quote(String.valueOf(separator)), -1);
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = wholeNumber(parts[i]);
      if (numbers[i] < 0) {
        return new int[0];
      }
    }
    return numbers;
  }

  private static int wholeNumber(String digits) {
    boolean whole = !digits.isEmpty() && digits.length() <= 4;
    return whole && digits.chars().allMatch(unit -> unit >= '0' && unit <= '9')
        ? Integer.parseInt(digits)
        : -1;
  }
}
