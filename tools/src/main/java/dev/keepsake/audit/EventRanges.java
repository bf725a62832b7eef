package dev.keepsake.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// Events of one chain by their numbers, as an event of an erasure names those whose words it has
/// taken out: `1-20 23 40-41`.
public record EventRanges(List<Range> ranges) {

  /// @param first at least 1
  /// @param last at least `first`
  public record Range(long first, long last) {
    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("no range of events: " + first + "-" + last);
      }
    }

    public boolean has(long number) {
      return first <= number && number <= last;
    }

    @Override
    public String toString() {
      return first == last ? Long.toString(first) : first + "-" + last;
    }
  }

  public EventRanges {
    ranges = List.copyOf(ranges);
  }

  public static EventRanges of(SortedSet<Long> numbers) {
    var ranges = new ArrayList<Range>();
    for (long number : numbers) {
      if (!ranges.isEmpty() && ranges.getLast().last() == number - 1) {
        ranges.add(new Range(ranges.removeLast().first(), number));
      } else {
        ranges.add(new Range(number, number));
      }
    }
    return new EventRanges(ranges);
  }

  /// All from the first to `last`; none if that is 0.
  public static EventRanges upTo(long last) {
    return new EventRanges(last == 0 ? List.of() : List.of(new Range(1, last)));
  }

  /// What [#toString] gave.
  ///
  /// @throws IllegalArgumentException if `text` names no events
  public static EventRanges parse(String text) {
    var ranges = new ArrayList<Range>();
    for (String part : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      String[] ends = part.split("-", 2);
      ranges.add(new Range(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])));
    }
    return new EventRanges(ranges);
  }

  @Override
  public String toString() {
    return ranges.stream().map(Range::toString).collect(Collectors.joining(" "));
  }
}
