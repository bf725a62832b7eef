package dev.keepsake.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A closed vocabulary whose words are public API: they appear in JSON, in the database and in
/// documents, and survive the renaming of a constant.
public interface WireName {
  String wireName();

  /// The constant of `type` that is written `word`.
  static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> e.wireName().equals(word))
        .findFirst();
  }

  /// For words that this program wrote itself.
  ///
  /// @throws IllegalArgumentException if no constant is written `word`
  static <E extends Enum<E> & WireName> E require(Class<E> type, String word) {
    return find(type, word)
        .orElseThrow(() ->
            new IllegalArgumentException("no " + type.getSimpleName() + " is written " + word));
  }

  /// Every word of `type`, in the order of declaration.
  static <E extends Enum<E> & WireName> List<String> words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(WireName::wireName).toList();
  }
}
