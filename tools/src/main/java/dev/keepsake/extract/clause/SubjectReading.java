package dev.keepsake.extract.clause;

import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.text.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the subject and the verbs of a run of words are.
///
/// @param start of the subject
/// @param verb the first finite one; -1 if there is none
/// @param mainVerb the one that carries the meaning; -1 if there is none
record SubjectReading(Subject subject, int start, int verb, int mainVerb, boolean inverted) {
  /// How many words a subject may have: "my youngest brother's second wife".
  private static final int MAX_SUBJECT = 7;

  private static final int MAX_ADVERBS = 3;

  /// Of the first subject, behind adverbs and interjections.
  static SubjectReading first(List<Word> words) {
    int at = 0;
    while (at < words.size() && ClauseSplitter.isLead(words.get(at))) {
      at++;
    }
    if (at < words.size() - 1 && Grammar.WORDS.has("auxiliary", words.get(at).lower())) {
      SubjectReading inverted = at(words, at + 1, true);
      if (inverted.subject() != Subject.NONE && inverted.start() == at + 1) {
        return new SubjectReading(
            inverted.subject(), inverted.start(), at, Math.max(at, inverted.mainVerb()), true);
      }
    }
    SubjectReading here = at(words, at);
    if (here.verb() >= 0) {
      return here;
    }
    SubjectReading later = later(words, at);
    if (later != null) {
      return later;
    }
    return verbs(words, at).verb() == at
        ? verbs(words, at)
        : new SubjectReading(Subject.NONE, at, -1, -1, false);
  }

  /// A subject behind a phrase: "as a nurse I work nights", "in winter we ski".
  private static @Nullable SubjectReading later(List<Word> words, int from) {
    boolean phrase =
        from < words.size()
            && (words.get(from).tagged("ADP", "ADV", "SCONJ", "NOUN", "DET", "NUM", "PROPN", "ADJ")
                || words.get(from).lower().endsWith("ing"));
    if (!phrase) {
      return null;
    }
    for (int i = from + 1; i < words.size(); i++) {
      boolean mine = words.get(i).is("my") && !words.get(i - 1).tagged("ADP");
      if (words.get(i).is("i") || words.get(i).is("we") || mine) {
        SubjectReading read = at(words, i);
        if (read.verb() >= 0) {
          return read;
        }
      }
      if (words.get(i).verbal() && i > from + 1 && !words.get(i).lower().endsWith("ing")) {
        return null;
      }
    }
    return null;
  }

  static SubjectReading at(List<Word> words, int from) {
    return at(words, from, false);
  }

  private static SubjectReading at(List<Word> words, int from, boolean inverted) {
    if (from >= words.size()) {
      return new SubjectReading(Subject.NONE, from, -1, -1, false);
    }
    Subject subject = kind(words, from);
    int end = subject == Subject.NONE ? -1 : end(words, from, subject);
    if (end < 0) {
      return new SubjectReading(Subject.NONE, from, -1, -1, false);
    }
    SubjectReading verbs = verbs(words, end);
    if (verbs.verb() < 0 && !inverted) {
      return new SubjectReading(Subject.NONE, from, -1, -1, false);
    }
    return new SubjectReading(subject, from, verbs.verb(), verbs.mainVerb(), inverted);
  }

  static boolean isPronoun(Word word) {
    return Grammar.WORDS.has("pronoun", word.lower());
  }

  private static Subject kind(List<Word> words, int from) {
    Word word = words.get(from);
    return switch (word.lower()) {
      case "i" -> Subject.SELF;
      case "we" -> Subject.GROUP;
      case "he", "she", "they" -> Subject.PERSON;
      case "it", "this", "that", "these", "those", "there", "which" -> Subject.THING;
      case "you" -> Subject.ADDRESSEE;
      case "my", "our" -> Subject.POSSESSED;
      case "his", "her", "their" ->
          from + 1 < words.size() && words.get(from + 1).tagged("NOUN", "ADJ", "PROPN")
              ? Subject.POSSESSED
              : Subject.NONE;
      case "both", "all" ->
          from + 2 < words.size() && words.get(from + 1).tagged("DET", "NUM")
              ? Subject.OTHER
              : from + 2 < words.size()
                      && (words.get(from + 1).is("my")
                          || words.get(from + 1).is("our")
                          || words.get(from + 2).is("my"))
                  ? Subject.POSSESSED
                  : Subject.NONE;
      default ->
          (word.tagged("DET", "PROPN", "NOUN", "NUM", "ADJ") || isOfMine(words, from))
                  && !Grammar.WORDS.has("no_subject", word.lower())
              ? Subject.OTHER
              : Subject.NONE;
    };
  }

  /// Where the subject that begins at `from` ends; -1 if no verb follows it.
  private static int end(List<Word> words, int from, Subject subject) {
    if (subject != Subject.POSSESSED && subject != Subject.OTHER) {
      return couple(words, from + 1);
    }
    for (int i = from + 1; i < Math.min(words.size(), from + MAX_SUBJECT + 1); i++) {
      Word word = words.get(i);
      if (word.lower().matches("i|we|you|he|she|they")) {
        return -1;
      }
      boolean after = i > from + (subject == Subject.POSSESSED ? 1 : 0);
      boolean noun =
          after && !word.verbal() && i > from + 1 && Grammar.isVerbOfNoun(word, words.get(i - 1));
      if (after && (Grammar.isFinite(word) || noun) && (word.verbal() || !inNounPhrase(words, i))) {
        return i;
      }
      if (after && Grammar.WORDS.has("adverb", word.lower())) {
        int verb = skipAdverbs(words, i);
        return verb < words.size() && Grammar.isVerb(words.get(verb)) ? i : -1;
      }
      if (!word.tagged("NOUN", "PROPN", "ADJ", "NUM", "DET", "PART", "ADP", "PRON", "X", "CCONJ")
          && !(word.is("'s")
              || word.is("'")
              || word.is("-")
              || word.is("(")
              || word.is(")")
              || (word.is(",") && (subject == Subject.POSSESSED || isApposition(words, i))))) {
        return -1;
      }
    }
    return -1;
  }

  /// "the youngest, Noa, is": a comma at either side of a name.
  private static boolean isApposition(List<Word> words, int comma) {
    boolean opens = comma + 2 < words.size() && words.get(comma + 2).is(",");
    boolean closes = comma >= 2 && words.get(comma - 2).is(",");
    return opens || closes;
  }

  private static boolean inNounPhrase(List<Word> words, int i) {
    return i + 1 < words.size() && words.get(i + 1).verbal();
  }

  /// "I and my wife live", "me and the kids live".
  private static int couple(List<Word> words, int at) {
    if (at + 2 < words.size()
        && words.get(at).is("and")
        && words.get(at + 1).tagged("PRON", "DET")) {
      return at + 3;
    }
    return at;
  }

  private static int skipAdverbs(List<Word> words, int from) {
    int at = from;
    while (at < Math.min(words.size(), from + MAX_ADVERBS)
        && (Grammar.WORDS.has("adverb", words.get(at).lower()) || words.get(at).tagged("ADV"))) {
      at++;
    }
    return at;
  }

  /// The verbs of the group that begins at `from`, behind adverbs.
  static SubjectReading verbs(List<Word> words, int from) {
    boolean atOnce = from < words.size() && from > 0 && begins(words, from, from);
    int first = atOnce ? from : skipAdverbs(words, from);
    if (first >= words.size() || !begins(words, from, first)) {
      return new SubjectReading(Subject.NONE, from, -1, -1, false);
    }
    int main = first;
    for (int i = first + 1; i < words.size(); i++) {
      Word word = words.get(i);
      boolean helper = Grammar.WORDS.has("helper", words.get(main).lower());
      if (Grammar.isVerb(word) && helper && (word.verbal() || !isCopula(words.get(main)))) {
        main = i;
      } else if (!(helper
          && (word.tagged("ADV", "PART") || Grammar.WORDS.has("adverb", word.lower())))) {
        break;
      }
    }
    return new SubjectReading(Subject.NONE, from, first, main, false);
  }

  /// "priya is my manager", where a name in small letters is taken for anything.
  private static boolean isOfMine(List<Word> words, int from) {
    return from + 2 < words.size()
        && words.get(from + 1).lower().matches("is|was")
        && words.get(from + 2).lower().matches("my|our");
  }

  private static boolean begins(List<Word> words, int from, int first) {
    Word word = words.get(first);
    Word before = from > 0 ? words.get(from - 1) : word;
    if (before.is("i") || before.is("we")) {
      return Grammar.isVerbOfPronoun(word);
    }
    boolean afterNoun = from > 0 && before.tagged("NOUN", "PROPN", "ADJ");
    return afterNoun ? Grammar.isVerbOfNoun(word, before) : Grammar.isVerb(word);
  }

  private static boolean isCopula(Word word) {
    return Grammar.WORDS.has("copula", word.lower());
  }
}
