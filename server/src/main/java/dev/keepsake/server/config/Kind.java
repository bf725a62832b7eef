package dev.keepsake.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What a setting accepts.
///
/// @param rule completes the sentence "it must be"
/// @param reading empty if the text is not accepted
record Kind<T>(String rule, Function<String, Optional<T>> reading) {
  private static final String WHOLE = "[+-]?\\d{1,18}";
  private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?";

  Optional<T> read(String text) {
    return reading.apply(text);
  }

  /// Both bounds are accepted.
  static Kind<Integer> whole(int min, int max) {
    return new Kind<>(
        String.format(Locale.ROOT, "a whole number from %d to %d", min, max),
        text ->
            Optional.of(text)
                .filter(t -> t.matches(WHOLE))
                .map(Long::valueOf)
                .filter(n -> n >= min && n <= max)
                .map(Long::intValue));
  }

  /// Both bounds are accepted.
  static Kind<Double> decimal(double min, double max) {
    return new Kind<>(
        String.format(Locale.ROOT, "a number from %.2f to %.2f", min, max),
        text ->
            Optional.of(text)
                .filter(t -> t.matches(DECIMAL))
                .map(Double::valueOf)
                .filter(n -> n >= min && n <= max));
  }

  static Kind<Boolean> flag() {
    return oneOf(List.of("true", "false")).map(Boolean::valueOf);
  }

  static Kind<String> oneOf(List<String> words) {
    String others = String.join(", ", words.subList(0, words.size() - 1));
    return new Kind<>(
        others + " or " + words.getLast(), text -> Optional.of(text).filter(words::contains));
  }

  /// @param make refuses with an IllegalArgumentException
  static <T> Kind<T> made(String rule, Function<String, T> make) {
    return new Kind<>(
        rule,
        text -> {
          try {
            return Optional.of(make.apply(text));
          } catch (IllegalArgumentException e) {
            return Optional.empty(); // the rule says why
          }
        });
  }

  <R> Kind<R> map(Function<T, R> further) {
    return new Kind<>(rule, text -> read(text).map(further));
  }
}
