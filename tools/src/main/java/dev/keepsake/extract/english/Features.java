package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.english.Candidate.Form;
import dev.keepsake.extract.english.Prototypes.Nearness;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What speaks for a candidate and what against it, by name; most are 0 or 1. Pure.
final class Features {
  private static final int SHORT = 5;
  private static final int LONG = 30;

  private final Vocabulary worth;
  private final Vocabulary acts;
  private final Map<String, Double> found = new LinkedHashMap<>();

  private Features(Vocabulary worth, Vocabulary acts) {
    this.worth = worth;
    this.acts = acts;
  }

  static Map<String, Double> of(
      Candidate candidate, Optional<Nearness> nearness, Vocabulary worth, Vocabulary acts) {
    var features = new Features(worth, acts);
    features.read(candidate);
    nearness.ifPresent(near ->
        near.byKind()
            .forEach((kind, cosine) ->
                features.found.put("near_" + kind.name().toLowerCase(Locale.ROOT), cosine)));
    return features.found;
  }

  private void read(Candidate candidate) {
    Clause clause = candidate.clause();
    String flat = clause.flat();
    is("explicit", candidate.explicit());
    is("hedged", acts.occursIn("hedge", flat));
    is("wish", candidate.form() == Form.WISH);
    is("settled", candidate.form() == Form.DECISION);
    if (candidate.form() == Form.WISH || candidate.form() == Form.DECISION) {
      return; // said for what it is: no other word of it counts
    }
    String around =
        " "
            + candidate
                .evidence()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}']+", " ")
                .strip()
            + " ";
    is("decision", acts.occursIn("settle", flat) || acts.occursIn("settled_now", around));
    boolean quoted = candidate.statement().startsWith("Asked ");
    is("answer", candidate.form() == Form.ANSWER && !quoted);
    is("answer_quoted", candidate.form() == Form.ANSWER && quoted);
    is("fragment", candidate.form() == Form.FRAGMENT);
    is("corrects", candidate.corrects());
    is("unresolved", candidate.unresolved());
    subject(clause);
    if (clause.finite()) {
      predicate(clause, flat);
    }
    time(flat);
    int words = clause.words().size();
    is("short", words < SHORT);
    is("long", words > LONG);
    is("this", flat.matches(".* (this|these|that|those|here|today s|there) .*"));
    is("you", flat.contains(" you ") || flat.contains(" your "));
    is("it", flat.matches(".* (it|them|one|something|anything|everything|stuff|thing|things) .*"));
    is("negated", flat.contains(" not ") || flat.contains(" no ") || flat.contains(" never "));
    is("number", clause.words().stream().anyMatch(word -> word.tagged("NUM")));
    is("name", clause.complement().stream().anyMatch(Features::isName));
  }

  private static boolean isName(Word word) {
    return word.tagged("PROPN") && Character.isUpperCase(word.text().charAt(0));
  }

  private void subject(Clause clause) {
    is("subject_group", clause.subject() == Subject.GROUP);
    is("subject_person", clause.subject() == Subject.PERSON);
    is("subject_thing", clause.subject() == Subject.THING);
    boolean named =
        clause.subject() == Subject.OTHER && isName(clause.words().get(clause.subjectStart()));
    is("subject_name", named);
    is("subject_other", clause.subject() == Subject.OTHER && !named);
    if (clause.subject() == Subject.POSSESSED) {
      List<Word> subject =
          clause
              .words()
              .subList(clause.subjectStart(), Math.max(clause.verb(), clause.subjectStart()));
      boolean relation = subject.stream().anyMatch(word -> worth.has("relation", word.lower()));
      is("subject_relation", relation);
      is("subject_attribute", !relation && worth.occursIn("attribute", Grammar.flat(subject)));
      is("subject_possession", !relation && !worth.occursIn("attribute", Grammar.flat(subject)));
    }
  }

  private void predicate(Clause clause, String flat) {
    String verb = clause.verbWord();
    String first = clause.words().get(clause.verb()).lower();
    boolean be = verb.matches("am|is|are|was|were|be|been|being");
    boolean have = verb.matches("have|has|had|got");
    boolean progressive = verb.endsWith("ing") && first.matches("am|is|are|was|were|been|have");
    String base = Forms.base(verb);
    if (be) {
      being(clause);
    } else if (have) {
      having(clause);
    } else {
      is("taste", worth.has("taste_verb", base));
      is("state", worth.has("state_verb", base) && !worth.has("taste_verb", base));
      boolean past = Grammar.isPast(verb);
      is("event", past && worth.has("event_verb", verb));
      is("other_past", past && !worth.has("event_verb", verb) && !worth.has("taste_verb", base));
      is(
          "other_verb",
          !past
              && !progressive
              && !worth.has("taste_verb", base)
              && !worth.has("state_verb", base));
    }
    is("progressive", progressive && !worth.has("lasting_progressive", base));
    is("lasting_progressive", progressive && worth.has("lasting_progressive", base));
    is("future", first.matches("will|shall") || flat.contains(" going to "));
    is("modal", first.matches("can|may|might|must|should|could|would"));
    is("does_not", flat.matches(".* (do|does) not \\w+ .*") && first.matches("do|does"));
    is("can_not", flat.contains(" can not ") || flat.contains(" never "));
    is("perfect", first.matches("have|has") && !have);
  }

  private void being(Clause clause) {
    List<Word> rest =
        clause.complement().stream()
            .filter(word -> !word.tagged("ADV") && !word.is("not"))
            .toList();
    if (rest.isEmpty()) {
      is("be_nothing", true);
      return;
    }
    Word first = rest.getFirst();
    boolean lasting =
        rest.stream().limit(4).anyMatch(word -> worth.has("be_lasting", word.lower()));
    boolean passing = worth.has("be_passing", first.lower());
    is("be_lasting", lasting);
    is("condition", rest.stream().limit(3).anyMatch(word -> worth.has("condition", word.lower())));
    is("be_passing", passing && !lasting);
    boolean noun = first.is("a") || first.is("an") || first.tagged("NOUN", "PROPN");
    boolean role = isRole(rest);
    is("is_a", role && !lasting);
    is("be_noun", noun && !role && !lasting);
    boolean age =
        first.tagged("NUM")
            && (rest.size() == 1 || rest.get(1).lower().matches("years?|yo|now|,|and"));
    is("age", age);
    is("be_number", first.tagged("NUM") && !age);
    is("be_place", first.is("from") || first.is("based") || first.is("in"));
    is("be_other", !noun && !lasting && !passing && !first.tagged("NUM"));
    boolean past = clause.verbWord().matches("was|were");
    is("was", past);
  }

  /// "a cellist", "a junior nurse at St. Mary's", and not "a bit tired" or "a fan".
  private boolean isRole(List<Word> rest) {
    if (!rest.getFirst().is("a") && !rest.getFirst().is("an")) {
      return false;
    }
    for (Word word : rest.subList(1, Math.min(rest.size(), 5))) {
      if (worth.has("no_role", word.lower())) {
        return false;
      }
      if (word.tagged("NOUN", "PROPN")) {
        return true;
      }
    }
    return false;
  }

  private void having(Clause clause) {
    List<Word> rest = clause.complement();
    boolean lasting =
        rest.stream().limit(8).anyMatch(word -> worth.has("have_lasting", word.lower()));
    boolean passing =
        rest.stream().limit(5).anyMatch(word -> worth.has("have_passing", word.lower()));
    is("have_lasting", lasting && (!passing || clause.verbWord().equals("have")));
    is("have_passing", passing && !lasting);
    is("have_other", !lasting && !passing);
    is("had", clause.verbWord().equals("had"));
  }

  private void time(String flat) {
    boolean event = worth.occursIn("event_time", flat);
    is("lasting_time", worth.occursIn("lasting_time", flat));
    is("event_time", event);
    boolean passing = worth.occursIn("passing_time", flat) && !event;
    is("passing_time", passing && !found.containsKey("event"));
    is("event_now", passing && found.containsKey("event"));
  }

  private void is(String name, boolean holds) {
    if (holds) {
      found.put(name, 1.0);
    }
  }
}
