package dev.keepsake.eval.mlflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Fits a run to what MLflow accepts: its validation of the REST API, version 2.17, and of the file
/// store, where keys are paths.
///
/// Keys keep letters and digits of ASCII, `_`, `-`, `.`, `/` and spaces; anything else becomes `_`.
/// Lengths count characters, of which MLflow sees no more than Java does.
final class MlflowLimits {
  static final int PARAM_CHARACTERS = 6000;
  static final int TAG_CHARACTERS = 5000;

  /// Of a parameter in servers before 2.8.
  static final int OLD_PARAM_CHARACTERS = 500;

  private static final int KEY_CHARACTERS = 250;
  private static final int EXPERIMENT_CHARACTERS = 500;

  private final List<String> notes = new ArrayList<>();

  private MlflowLimits() {}

  static FittedRun fit(TrackedRun run, String experiment) {
    var limits = new MlflowLimits();
    return new FittedRun(
        limits.cut("the experiment's name", experiment, EXPERIMENT_CHARACTERS),
        limits.cut("the run's name", run.name(), KEY_CHARACTERS),
        limits.texts("parameter", run.params(), PARAM_CHARACTERS),
        limits.keyed("metric", limits.finite(run.metrics())),
        limits.texts("tag", run.tags(), TAG_CHARACTERS),
        limits.distinct(run.artifacts()),
        run.started(),
        run.ended(),
        run.passed(),
        limits.notes);
  }

  /// The first `most` characters, without half of one.
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private String cut(String what, String text, int most) {
    if (text.length() > most) {
      notes.add("%s was cut to %d of %d characters".formatted(what, most, text.length()));
    }
    return cut(text, most);
  }

  private SortedMap<String, String> texts(String what, Map<String, String> given, int most) {
    SortedMap<String, String> texts = keyed(what, given);
    texts.replaceAll((key, text) -> cut("the %s %s".formatted(what, key), text, most));
    return texts;
  }

  private Map<String, Double> finite(Map<String, Double> metrics) {
    var finite = new TreeMap<>(metrics);
    metrics.forEach((key, value) -> {
      if (!Double.isFinite(value)) {
        notes.add("the metric %s was left out, it is no finite number".formatted(key));
        finite.remove(key);
      }
    });
    return finite;
  }

  private <V> SortedMap<String, V> keyed(String what, Map<String, V> given) {
    Set<String> files = given.keySet().stream().map(MlflowLimits::key).collect(Collectors.toSet());
    var keyed = new TreeMap<String, V>();
    var taken = new HashSet<String>();
    for (String raw : new TreeMap<>(given).keySet()) {
      String key = key(raw);
      if (isBelow(key, files)) { // a file store can't have a file and a folder of one name
        key = key.replace('/', '.');
      }
      key = free(key, taken);
      if (!key.equals(raw)) {
        notes.add("the %s %s is named %s".formatted(what, raw, key));
      }
      keyed.put(key, given.get(raw));
    }
    return keyed;
  }

  private static String key(String raw) {
    Predicate<String> names = part -> !part.isEmpty() && !part.equals(".") && !part.equals("..");
    String clean =
        Arrays.stream(raw.replaceAll("[^A-Za-z0-9_./ -]", "_").split("/"))
            .filter(names)
            .collect(Collectors.joining("/"));
    String key = clean.length() > KEY_CHARACTERS ? clean.substring(0, KEY_CHARACTERS) : clean;
    key = key.replaceAll("/+$", "");
    return key.isEmpty() ? "_" : key;
  }

  private static boolean isBelow(String key, Set<String> files) {
    for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
      if (files.contains(key.substring(0, slash))) {
        return true;
      }
    }
    return false;
  }

  /// Also where files of names that differ in case are the same.
  private static String free(String key, Set<String> taken) {
    String free = key;
    for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
      String suffix = "_" + number;
      free = key.substring(0, Math.min(key.length(), KEY_CHARACTERS - suffix.length())) + suffix;
    }
    return free;
  }

  private List<Path> distinct(List<Path> artifacts) {
    var names = new HashSet<String>();
    var distinct = new ArrayList<Path>();
    for (Path artifact : artifacts) {
      if (names.add(name(artifact))) {
        distinct.add(artifact);
      } else {
        notes.add("the file %s was left out, another has its name".formatted(artifact));
      }
    }
    return distinct;
  }

  /// Under which a file is stored.
  static String name(Path artifact) {
    Path name = artifact.getFileName();
    return name == null ? "_" : name.toString();
  }
}
