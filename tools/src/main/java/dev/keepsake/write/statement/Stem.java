package dev.keepsake.write.statement;

import java.util.Set;

/// Cuts the ending off a folded word, so that "hiking", "hikes" and "hike" are one. Coarse on
/// purpose: a pair that it fails to join costs one stored duplicate, and what it joins wrongly must
/// be a pair that nobody confuses.
final class Stem {
  private static final int SHORTEST = 3;

  /// What says something else than the adjective.
  private static final Set<String> NO_ADVERBS =
      Set.of("lately", "shortly", "hardly", "nearly", "highly", "mostly", "fairly", "badly");

  private Stem() {}

  static String of(String word) {
    if (word.length() <= SHORTEST || !word.codePoints().allMatch(Character::isLetter)) {
      return word;
    }
    return base(withoutDerivation(withoutInflection(word)));
  }

  private static String withoutInflection(String word) {
    if (word.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("es") && endsLikeSibilant(word.substring(0, word.length() - 2))) {
      return word.substring(0, word.length() - 2);
    }
    if (word.endsWith("s")
        && word.chars().anyMatch(Stem::isVowel) // "https" is no plural
        && !word.endsWith("ss")
        && !word.endsWith("us")
        && !word.endsWith("is")) {
      return word.substring(0, word.length() - 1);
    }
    if (word.endsWith("ing")) {
      return cut(word, 3);
    }
    return word.endsWith("ed") ? cut(word, 2) : word;
  }

  private static boolean endsLikeSibilant(String root) {
    return root.endsWith("s")
        || root.endsWith("x")
        || root.endsWith("z")
        || root.endsWith("ch")
        || root.endsWith("sh");
  }

  private static String cut(String word, int ending) {
    String root = word.substring(0, word.length() - ending);
    if (root.length() < SHORTEST || root.chars().noneMatch(Stem::isVowel)) {
      return word;
    }
    char last = root.charAt(root.length() - 1);
    boolean doubled = last == root.charAt(root.length() - 2) && "lsz".indexOf(last) < 0;
    return doubled ? root.substring(0, root.length() - 1) : root;
  }

  private static boolean isVowel(int letter) {
    return "aeiouy".indexOf(letter) >= 0;
  }

  private static String withoutDerivation(String word) {
    if (word.endsWith("ly") && word.length() > 5 && !NO_ADVERBS.contains(word)) {
      return word.substring(0, word.length() - 2);
    }
    if (word.endsWith("ic") && word.length() > 6) {
      return word.substring(0, word.length() - 2);
    }
    return word;
  }

  // British and American spellings meet here, and "hik" of "hiking" meets "hike".
  private static String base(String word) {
    String base =
        word.length() > 4 ? word.replace("our", "or").replace("isation", "ization") : word;
    if (base.endsWith("ise") && base.length() > 5) {
      base = base.substring(0, base.length() - 3) + "ize";
    }
    boolean silent = base.endsWith("e") || (base.endsWith("y") && base.length() > 5);
    return silent && base.length() > SHORTEST ? base.substring(0, base.length() - 1) : base;
  }
}
