package dev.keepsake.extract.english;

import dev.keepsake.extract.text.Vocabulary;

/// The forms of English verbs, as far as lists of base forms need them.
final class Forms {
  private static final Vocabulary WORTH = Vocabulary.load("worth");

  private Forms() {}

  /// The base form of a verb that is on one of the lists; the verb itself if none is known.
  static String base(String verb) {
    if (known(verb)) {
      return verb;
    }
    for (String ending : new String[] {"ing", "ed", "es", "s", "d"}) {
      if (verb.endsWith(ending)) {
        String stem = verb.substring(0, verb.length() - ending.length());
        for (String base :
            new String[] {stem, stem + "e", undoubled(stem), stem.replaceAll("i$", "y")}) {
          if (known(base)) {
            return base;
          }
        }
      }
    }
    return verb;
  }

  private static boolean known(String verb) {
    return WORTH.has("state_verb", verb)
        || WORTH.has("taste_verb", verb)
        || WORTH.has("lasting_progressive", verb);
  }

  private static String undoubled(String stem) {
    int last = stem.length() - 1;
    return last > 1 && stem.charAt(last) == stem.charAt(last - 1) ? stem.substring(0, last) : stem;
  }
}
