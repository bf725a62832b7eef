package dev.keepsake.write.detect;

import dev.keepsake.reading.Reading;
import java.util.List;
import java.util.Optional;

/// Looks for one kind. Thread-safe, and its work grows linearly with the text, whatever the text.
interface Detector {
  /// All of it, in no order; what two rules find may overlap.
  List<Hit> find(Reading reading);

  /// The rule of the first thing found.
  default Optional<String> first(Reading reading) {
    return find(reading).stream().map(Hit::rule).findFirst();
  }
}
