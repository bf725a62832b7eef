package dev.keepsake.extract.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lists of words and phrases, from `<name>.txt` in the resources of `dev.keepsake.extract`: lines
/// of `list = phrase, phrase`; a list may stand on several lines. Immutable.
///
/// Phrases are looked for in a *flat* text: words in lower case, one space before, between and
/// after them.
public final class Vocabulary {
  private final Map<String, Set<String>> words = new HashMap<>();
  private final Map<String, List<String>> phrases = new HashMap<>();

  private Vocabulary() {}

  /// @throws IllegalStateException if there is no such vocabulary
  public static Vocabulary load(String name) {
    var loaded = new Vocabulary();
    for (String line : lines(name)) {
      String[] sides = line.split("=", 2);
      Set<String> list = loaded.words.computeIfAbsent(sides[0].strip(), _ -> new HashSet<>());
      for (String phrase : sides[1].split(",")) {
        if (!phrase.isBlank()) {
          list.add(phrase.strip());
        }
      }
    }
    loaded.words.forEach((name1, list) ->
        loaded.phrases.put(
            name1,
            list.stream()
                .map(phrase -> " " + phrase + " ")
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()));
    return loaded;
  }

  /// Whether `word` is on the list.
  ///
  /// @throws IllegalArgumentException if there is no such list
  public boolean has(String list, String word) {
    return required(words, list).contains(word);
  }

  /// Whether a phrase of the list stands anywhere in `flat`.
  public boolean occursIn(String list, String flat) {
    return required(phrases, list).stream().anyMatch(flat::contains);
  }

  /// The longest phrase of the list that `flat` begins with, without spaces around it.
  public Optional<String> beginning(String list, String flat) {
    return required(phrases, list).stream().filter(flat::startsWith).findFirst().map(String::strip);
  }

  private static <V> V required(Map<String, V> lists, String list) {
    V found = lists.get(list);
    if (found == null) {
      throw new IllegalArgumentException("no list is called " + list);
    }
    return found;
  }

  /// The lines of a file of this room that are neither empty nor comments.
  public static List<String> lines(String vocabulary) {
    String path = "/dev/keepsake/extract/" + vocabulary + ".txt";
    try (InputStream in = Vocabulary.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + path);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
