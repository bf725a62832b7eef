package dev.keepsake.eval.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is found wrong in one file while it is read, so that all of it is said at once.
final class Findings {
  private final String file;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, List<String>> ignored = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  /// @param place such as `case berlin`; empty for the file itself
  void problem(String place, String field, String what) {
    problems.add(at(place, field) + ": " + what);
  }

  void warning(String place, String field, String what) {
    warnings.add(at(place, field) + ": " + what);
  }

  /// A field that nobody reads; one warning tells of all its places.
  void ignored(String place, String field) {
    ignored.computeIfAbsent(field.replaceAll("\\[\\d+]", "[]"), _ -> new ArrayList<>()).add(place);
  }

  private static String at(String place, String field) {
    return place.isEmpty() ? "field " + field : place + ", field " + field;
  }

  /// @throws DatasetException with all problems, if there is one
  void requireNone() {
    if (!problems.isEmpty()) {
      throw new DatasetException(file, problems);
    }
  }

  List<String> warnings() {
    var all = new ArrayList<>(warnings);
    ignored.forEach((field, places) -> {
      String more = places.size() == 1 ? "" : " (%d times)".formatted(places.size());
      all.add(at(places.getFirst(), field) + ": unknown, ignored" + more);
    });
    return List.copyOf(all);
  }
}
