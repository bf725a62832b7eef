package dev.keepsake.policy.reach;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A part of what one variable can be.
sealed interface Part {

  boolean empty();

  /// What is in both, which are of the same variable.
  Part and(Part other);

  /// The rest of `every`, in parts that have nothing in common.
  List<Part> outOf(Part every);

  /// Some of a closed set of words.
  record Some(Set<String> words) implements Part {
    public Some {
      words = Set.copyOf(words);
    }

    @Override
    public boolean empty() {
      return words.isEmpty();
    }

    @Override
    public Part and(Part other) {
      var both = new HashSet<>(words);
      both.retainAll(((Some) other).words);
      return new Some(both);
    }

    @Override
    public List<Part> outOf(Part every) {
      var rest = new HashSet<>(((Some) every).words);
      rest.removeAll(words);
      return rest.isEmpty() ? List.of() : List.of(new Some(rest));
    }
  }

  /// Numbers from `low` to `high`.
  ///
  /// @param whole whether the variable has whole numbers alone
  /// @param lowIn whether `low` is one of them
  /// @param highIn whether `high` is
  record Range(boolean whole, double low, boolean lowIn, double high, boolean highIn)
      implements Part {

    @Override
    public boolean empty() {
      if (whole) {
        double least = lowIn ? Math.ceil(low) : Math.floor(low) + 1;
        double most = highIn ? Math.floor(high) : Math.ceil(high) - 1;
        return least > most;
      }
      return low > high || (low == high && !(lowIn && highIn));
    }

    @Override
    public Part and(Part other) {
      var that = (Range) other;
      boolean mineBelow = low > that.low || (low == that.low && !lowIn);
      boolean mineAbove = high < that.high || (high == that.high && !highIn);
      return new Range(
          whole,
          mineBelow ? low : that.low,
          mineBelow ? lowIn : that.lowIn,
          mineAbove ? high : that.high,
          mineAbove ? highIn : that.highIn);
    }

    @Override
    public List<Part> outOf(Part every) {
      var all = (Range) every;
      var rest = new ArrayList<Part>();
      for (Part side :
          List.of(
              new Range(whole, all.low, all.lowIn, low, !lowIn),
              new Range(whole, high, !highIn, all.high, all.highIn))) {
        Part inside = side.and(every);
        if (!inside.empty()) {
          rest.add(inside);
        }
      }
      return rest;
    }
  }
}
