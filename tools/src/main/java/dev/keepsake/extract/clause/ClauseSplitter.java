package dev.keepsake.extract.clause;

import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits a sentence where a new subject with its verb begins, or a second verb of the same
/// subject: "I'm 34, live in Porto and have two kids" has three clauses, all of them the speaker's.
public final class ClauseSplitter {
  /// How many words an adverb, an interjection or a form of address may take before a subject.
  private static final int LEAD = 4;

  private ClauseSplitter() {}

  public static List<Clause> split(Sentence sentence) {
    List<Word> words = sentence.words();
    var clauses = new ArrayList<Clause>();
    int start = 0;
    String joiner = "";
    for (int i = 0; i < words.size(); i++) {
      Break found = breakAt(words, start, i, carried(clauses));
      if (found == null) {
        continue;
      }
      add(clauses, words.subList(start, i), joiner, false);
      joiner = found.joiner();
      start = found.next();
      i = Math.max(i, start - 1);
    }
    add(clauses, words.subList(start, words.size()), joiner, sentence.asks());
    return clauses;
  }

  /// Whose the clause before was: a third verb goes on with the subject of the first.
  private static Subject carried(List<Clause> clauses) {
    return clauses.isEmpty() ? Subject.NONE : clauses.getLast().subject();
  }

  /// @param next where the next clause begins
  private record Break(String joiner, int next) {}

  private static @Nullable Break breakAt(List<Word> words, int start, int i, Subject carried) {
    Word word = words.get(i);
    if (i == start && !isLeadingConjunction(words, i)) {
      return null;
    }
    if (word.lower().matches("[;:()]|[-–—]{1,3}|\\.{2,}|…|/s") && isBreakingSign(words, i)) {
      return new Break(word.lower(), i + 1);
    }
    boolean comma = word.is(",") || word.lower().matches("[.!?]+");
    int at = comma ? i + 1 : i;
    if (at >= words.size()) {
      return null;
    }
    String joiner = comma ? "," : "";
    if (Grammar.WORDS.has("conjunction", words.get(at).lower())) {
      joiner = words.get(at).lower();
      at++;
      boolean oneSubject = joiner.matches("and|or") && !comma && !isClause(words, start, i);
      if (oneSubject && i > start && at < words.size() && !words.get(at).is("i")) {
        return null; // "my mother and father live"
      }
    } else if (!comma) {
      return runOn(words, start, i);
    }
    if (at < words.size()
        && (beginsClause(words, at)
            || (!joiner.equals("so") && goesOn(words, start, i, at, carried)))) {
      return new Break(joiner, at);
    }
    return null;
  }

  /// A colon or a dash between words, not in a time or a compound.
  private static boolean isBreakingSign(List<Word> words, int i) {
    boolean parenthesis = words.get(i).is("(") || words.get(i).is(")");
    if (parenthesis) {
      return words.get(i).is("(") ? beginsClause(words, i + 1) : opensClause(words, i);
    }
    return i + 1 < words.size() && (words.get(i).spaced() || words.get(i + 1).spaced());
  }

  private static boolean opensClause(List<Word> words, int close) {
    for (int i = close - 1; i >= 0; i--) {
      if (words.get(i).is("(")) {
        return beginsClause(words, i + 1);
      }
    }
    return false;
  }

  private static boolean isLeadingConjunction(List<Word> words, int i) {
    return i == 0 && Grammar.WORDS.has("conjunction", words.get(0).lower());
  }

  /// "i am a nurse i work nights": a clause that begins without any sign.
  private static @Nullable Break runOn(List<Word> words, int start, int i) {
    Word word = words.get(i);
    boolean subject = word.is("i") || word.is("we");
    return subject
            && i - start >= 3
            && beginsClause(words, i)
            && hasVerb(words, start, i)
            && !Grammar.WORDS.has("takes_clause", words.get(i - 1).lower())
            && !words.get(i - 1).tagged("ADP", "SCONJ", "PRON", "DET", "AUX", "NOUN", "PROPN")
        ? new Break("", i)
        : null;
  }

  private static boolean isClause(List<Word> words, int from, int to) {
    return hasVerb(words, from, to) || SubjectReading.first(words.subList(from, to)).verb() >= 0;
  }

  private static boolean hasVerb(List<Word> words, int from, int to) {
    return words.subList(from, to).stream().anyMatch(Grammar::isVerb);
  }

  /// Whether a subject and its verb, or a question, begin at `from`.
  private static boolean beginsClause(List<Word> words, int from) {
    if (from >= words.size()) {
      return false;
    }
    int at = from;
    while (at < Math.min(from + LEAD, words.size()) && isLead(words.get(at))) {
      at++;
    }
    if (at >= words.size()) {
      return false;
    }
    SubjectReading subject = SubjectReading.at(words, at);
    boolean question =
        (Grammar.WORDS.has("question", words.get(at).lower())
                && !words.get(at).lower().matches("who|which|whose|where|when"))
            || (Grammar.WORDS.has("auxiliary", words.get(at).lower())
                && at + 1 < words.size()
                && SubjectReading.isPronoun(words.get(at + 1)));
    boolean never =
        words.get(at).lower().matches("never|always")
            && at + 1 < words.size()
            && words.get(at + 1).tagged("VERB");
    boolean imperative =
        never
            || words.get(at).is("please")
            || (words.get(at).is("let") && at + 1 < words.size() && words.get(at + 1).is("us"));
    return subject.verb() >= 0 || question || imperative;
  }

  static boolean isLead(Word word) {
    return Grammar.WORDS.has("lead", word.lower()) || word.tagged("INTJ") || word.is(",");
  }

  /// A second verb of the same subject: "and have two kids".
  private static boolean goesOn(List<Word> words, int start, int i, int at, Subject carried) {
    int verb = at;
    while (verb < words.size() && Grammar.WORDS.has("adverb", words.get(verb).lower())) {
      verb++;
    }
    if (verb >= words.size() - 1
        || !Grammar.isFinite(words.get(verb))
        || !(words.get(verb).verbal() || (Grammar.isVerbOfPronoun(words.get(verb)) && verb > at))
        || words.get(verb + 1).sign()) {
      return false;
    }
    SubjectReading subject = SubjectReading.first(words.subList(start, i));
    Subject whose = subject.subject() == Subject.NONE ? carried : subject.subject();
    if (subject.verb() < 0
        || whose == Subject.NONE
        || !agrees(whose, words.get(verb).lower())
        || words.get(verb + 1).lower().matches("since|for")) {
      return false;
    }
    // "I want to go home and sleep", "can cook and bake": the second goes with the infinitive
    List<Word> before = words.subList(start, i);
    boolean infinitive =
        before.stream().anyMatch(word -> word.is("to") && word.tagged("PART"))
            || Grammar.WORDS.has("modal", before.get(subject.verb()).lower());
    String second = words.get(verb).lower();
    boolean base = !Grammar.isPast(second) && !Grammar.WORDS.has("auxiliary", second);
    return !(infinitive && base);
  }

  /// "I ... is" belongs to somebody else: "we are five, and the youngest, Noa, is vegan".
  private static boolean agrees(Subject subject, String verb) {
    boolean first = subject == Subject.SELF || subject == Subject.GROUP;
    boolean third = verb.endsWith("s") && !verb.endsWith("ss") && !verb.equals("was");
    boolean base = !third && !Grammar.isPast(verb) && !Grammar.WORDS.has("auxiliary", verb);
    boolean single = subject == Subject.POSSESSED || subject == Subject.PERSON;
    return !(first && third) && !(single && base);
  }

  private static void add(List<Clause> clauses, List<Word> words, String joiner, boolean asked) {
    List<Word> bare = withoutOuterSigns(words);
    if (bare.isEmpty()) {
      return;
    }
    SubjectReading read = SubjectReading.first(bare);
    if (read.subject() == Subject.NONE && !clauses.isEmpty() && inherits(read, bare, joiner)) {
      Clause before = clauses.getLast();
      if (before.subject() != Subject.NONE
          && before.finite()
          && !before.inverted()
          && agrees(before.subject(), bare.get(read.verb()).lower())) {
        clauses.add(shared(before, bare, joiner, asked));
        return;
      }
    }
    clauses.add(
        new Clause(
            bare,
            joiner,
            read.subject(),
            read.start(),
            read.verb(),
            read.mainVerb(),
            read.inverted(),
            asked));
  }

  private static boolean inherits(SubjectReading read, List<Word> words, String joiner) {
    return read.verb() >= 0
        && !joiner.matches("[;:()]|[-–—]{1,3}")
        && Grammar.isFinite(words.get(read.verb()));
  }

  /// The clause with the subject of the one before put in front of it.
  private static Clause shared(Clause before, List<Word> words, String joiner, boolean asked) {
    var whole = new ArrayList<>(before.words().subList(before.subjectStart(), before.verb()));
    whole.removeIf(word -> Grammar.WORDS.has("adverb", word.lower()));
    int subject = whole.size();
    whole.addAll(words);
    SubjectReading verbs = SubjectReading.verbs(whole, subject);
    return new Clause(
        whole, joiner, before.subject(), 0, verbs.verb(), verbs.mainVerb(), false, asked);
  }

  private static List<Word> withoutOuterSigns(List<Word> words) {
    int from = 0;
    int to = words.size();
    while (from < to && isOuter(words.get(from))) {
      from++;
    }
    while (to > from && isOuter(words.get(to - 1))) {
      to--;
    }
    return words.subList(from, to);
  }

  private static boolean isOuter(Word word) {
    return (word.sign() && !word.lower().matches("[#@$€£%)].*"))
        || word.lower().matches("[:;]-?[)(dp]");
  }
}
