package dev.keepsake.write.statement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The forms of irregular verbs, of `irregular-verbs.txt`.
final class IrregularVerbs {
  static final IrregularVerbs ENGLISH = new IrregularVerbs();

  private final Map<String, String> basesByForm = new HashMap<>();
  private final Set<String> participles = new HashSet<>();

  private IrregularVerbs() {
    for (String line : Lexicon.lines("irregular-verbs")) {
      int equals = line.indexOf('=');
      String base = line.substring(0, equals).strip();
      String[] forms = line.substring(equals + 1).split("\\|", -1);
      for (String form : String.join(",", forms).split(",", -1)) {
        basesByForm.put(form.strip(), base);
      }
      if (forms.length > 1) {
        participles.add(forms[1].strip());
      }
    }
  }

  /// "take" for "took" and "taken".
  Map<String, String> basesByForm() {
    return basesByForm;
  }

  boolean isForm(String folded) {
    return basesByForm.containsKey(folded);
  }

  /// Whether it is a participle alone: "taken", but not "bought".
  boolean isParticiple(String folded) {
    return participles.contains(folded);
  }
}
