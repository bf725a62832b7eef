package dev.keepsake.write.statement;

import java.util.Set;

/// Cuts the ending off a folded word, so that "hiking", "hikes" and "hike" are one. Coarse on
/// purpose: a pair that it fails to join costs one stored duplicate, and what it joins wrongly must
/// be a pair that nobody confuses.
final class Stem {
  private static final int SHORTEST = 3;

  private static final int SHORTEST_ROOT = 4;

  /// Endings of one root's verb, noun and adjective.
  private static final Set<String> DERIVING =
      Set.of(
          "", "e", "y", "ed", "ing", "er", "or", "ers", "ors", "ist", "ion", "ions", "ation",
          "ment", "ance", "ence", "ness", "ity", "ies", "ied");

  /// What says something else than the adjective.
  private static final Set<String> NO_ADVERBS =
      Set.of("lately", "shortly", "hardly", "nearly", "highly", "mostly", "fairly", "badly");

  private static final Set<String> NO_PLURALS =
      Set.of("news", "glasses", "goods", "customs", "arms", "means", "savings");

  private Stem() {}

  static String of(String word) {
    if (NO_PLURALS.contains(word)
        || word.length() <= SHORTEST
        || !word.codePoints().allMatch(Character::isLetter)) {
      return word;
    }
    return base(withoutDerivation(withoutInflection(word)));
  }

  /// Whether two words differ in what makes a noun of a verb or an adjective alone.
  static boolean isOfOneRoot(String word, String other) {
    String one = withoutInflection(Tokenizer.fold(word));
    String two = withoutInflection(Tokenizer.fold(other));
    int common = 0;
    while (common < Math.min(one.length(), two.length())
        && one.charAt(common) == two.charAt(common)) {
      common++;
    }
    return common >= SHORTEST_ROOT
        && Math.max(one.length(), two.length()) > common + 1
        && DERIVING.contains(one.substring(common))
        && DERIVING.contains(two.substring(common));
  }

  private static String withoutInflection(String word) {
    if (word.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    String singular = word.endsWith("es") ? word.substring(0, word.length() - 2) : "";
    if (singular.length() >= SHORTEST && endsLikeSibilant(singular)) {
      return isShort(singular) ? singular + "e" : singular; // "cases", but "dishes"
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
    if (doubled) {
      return root.substring(0, root.length() - 1);
    }
    return isShort(root) ? root + "e" : root;
  }

  /// Whether a silent "e" makes another word of it: "plan" and "plane". Porter's condition *o of a
  /// root with one vowel.
  private static boolean isShort(String root) {
    int end = root.length() - 1;
    return end >= 2
        && !isVowel(root.charAt(end))
        && "wx".indexOf(root.charAt(end)) < 0
        && isVowel(root.charAt(end - 1))
        && root.substring(0, end - 1).chars().noneMatch(Stem::isVowel);
  }

  private static boolean isVowel(int letter) {
    return "aeiouy".indexOf(letter) >= 0;
  }

  private static String withoutDerivation(String word) {
    if (word.endsWith("ly") && word.length() > 5 && !NO_ADVERBS.contains(word)) {
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
    if (base.endsWith("is") && base.length() > 5) {
      base = base.substring(0, base.length() - 1) + "z"; // "organis" of "organises"
    }
    if (base.endsWith("ie") || base.endsWith("i")) {
      base = base.substring(0, base.lastIndexOf('i')) + "y"; // "movie" and "movies"
    }
    boolean silent =
        (base.endsWith("e") && !isShort(base.substring(0, base.length() - 1)))
            || (base.endsWith("y") && base.length() > 5);
    return silent && base.length() > SHORTEST ? base.substring(0, base.length() - 1) : base;
  }
}
