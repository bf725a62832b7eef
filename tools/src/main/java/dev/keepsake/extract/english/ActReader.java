package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells what is done by saying a clause. Pure.
///
/// In this order: a question; a wish for how the assistant is to behave; a decision ("let's go with
/// ..."); a request; a hypothetical; a joke; a hedge; else something is told, if it has a subject
/// that a memory can be about.
final class ActReader {
  private final Vocabulary acts;
  private final WishReader wishes;

  ActReader(Vocabulary acts) {
    this.acts = acts;
    this.wishes = new WishReader(acts);
  }

  /// @param sentence the whole sentence that the clause is of, flat
  /// @param explicit whether it was asked to be remembered
  Act read(Clause clause, String sentence, boolean explicit) {
    String flat = clause.flat();
    if (isQuestion(clause, flat)) {
      return new Act.PassOver("question");
    }
    Optional<Act> wish = wishes.read(clause, sentence);
    if (wish.isPresent()) {
      return wish.get();
    }
    Optional<Act> settled = settled(clause, flat);
    if (settled.isPresent()) {
      return settled.get();
    }
    Optional<String> passed = passed(clause, flat, sentence, explicit);
    return passed.<Act>map(Act.PassOver::new).orElseGet(Act.Tell::new);
  }

  private static boolean isQuestion(Clause clause, String flat) {
    if (clause.inverted()) {
      return true;
    }
    boolean word =
        flat.matches(
            " (and |but |so |also |ok |okay |hey |oh |well )*(what|how|where|why|who|which|whose)("
                + " .*|s .*)");
    boolean aboutOthers = clause.subjectStart() <= 3 && clause.subject() != Subject.SELF;
    return clause.asked()
        || (word && aboutOthers)
        || (word && flat.matches(" (and |but |so )*(what|how|where|why|who|which) .*"));
  }

  private Optional<Act> settled(Clause clause, String flat) {
    List<Word> words = clause.words();
    for (int i = 0; i + 2 < words.size() && i < 6; i++) {
      if (words.get(i).is("let") && words.get(i + 1).is("us")) {
        String from = " " + flat.substring(flat.indexOf(" let us ")).strip() + " ";
        boolean once = from.matches(".* (for|in) this .*");
        return !once && acts.beginning("settle", from).isPresent()
            ? Optional.of(new Act.Settle(prefixed("to", words.subList(i + 2, words.size()))))
            : Optional.of(new Act.PassOver("request"));
      }
    }
    return thatIsIt(words)
        ? Optional.of(new Act.Choose(words.subList(clauseStart(words), it(words))))
        : Optional.empty();
  }

  /// "Postgres it is then", "REST it is, no GraphQL".
  private static boolean thatIsIt(List<Word> words) {
    int it = it(words);
    if (it < 1 || it > 6 || it + 1 >= words.size() || !words.get(it + 1).is("is")) {
      return false;
    }
    boolean ends =
        it + 2 >= words.size() || words.get(it + 2).lower().matches("then|now|,|!|\\.|so|:\\)");
    return ends
        && words.get(it - 1).tagged("NOUN", "PROPN", "NUM", "ADJ", "X", "VERB")
        && words.get(it - 1).lower().length() > 1;
  }

  private static int it(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).is("it")) {
        return i;
      }
    }
    return -1;
  }

  private static int clauseStart(List<Word> words) {
    int at = 0;
    while (at < words.size() - 1
        && (words.get(at).tagged("INTJ")
            || words.get(at).sign()
            || words.get(at).lower().matches("ok|okay|so|alright|well|yes|yeah|right|then"))) {
      at++;
    }
    return at;
  }

  private static List<Word> prefixed(String word, List<Word> words) {
    var all = new ArrayList<Word>();
    all.add(new Word(word, word, "PART", true));
    for (Word each : words) {
      all.add(new Word(each.text(), each.lower(), each.tag(), !each.sign()));
    }
    return all;
  }

  private Optional<String> passed(Clause clause, String flat, String sentence, boolean explicit) {
    if (acts.occursIn("sample", flat)) {
      return Optional.of("example");
    }
    if (flat.matches(" (before|after|until|once|when|whenever|while|as soon as) .*")
        || isTorn(clause)
        || flat.matches(".* (never was|was never|were never|never were) .*")
        || clause.verbWord().matches("forget|forgets|forgot|forgetting")
        || flat.matches(".* (do|does) not have to .*")) {
      return Optional.of("no_statement");
    }
    boolean joined =
        clause.subjectStart() > 0
            && clause.words().get(clause.subjectStart() - 1).lower().matches("and|or|nor");
    if (joined
        || flat.contains(" neither ")
        || clause.joiner().matches("when|whenever|before|after|until|once")) {
      return Optional.of("no_statement");
    }
    if (sentence.matches(
            ".* in (my|the|our|this|a) (novel|story|book|game|dream|script|campaign|movie|film) .*")
        && clause.subject() == Subject.SELF) {
      return Optional.of("fiction");
    }
    if (isHypothetical(clause, flat)
        || sentence.matches(
            " (so |ok |okay |well |now )*(say|suppose|supposing|imagine|pretend|assume|assuming)"
                + " (someone|somebody|a|an|you|that|we|i|there|your|the|my) .*")) {
      return Optional.of("hypothetical");
    }
    if (!explicit && isJoke(flat, sentence)) {
      return Optional.of("sarcasm");
    }
    if (isRequest(clause, flat)) {
      return Optional.of("request");
    }
    if (clause.subject() == Subject.ADDRESSEE) {
      return Optional.of("about_the_assistant");
    }
    return Optional.empty();
  }

  private boolean isHypothetical(Clause clause, String flat) {
    boolean conditional = clause.joiner().equals("if") || clause.joiner().equals("unless");
    String modal = clause.verb() >= 0 ? clause.words().get(clause.verb()).lower() : "";
    boolean would =
        (modal.equals("would") && !isChoice(flat))
            || modal.equals("could")
            || modal.equals("should");
    return conditional
        || would
        || flat.startsWith(" if ")
        || (acts.occursIn("hypothetical", flat) && !isChoice(flat));
  }

  /// A parenthesis that was cut in two, or a verb that nothing follows.
  private static boolean isTorn(Clause clause) {
    long open = clause.words().stream().filter(word -> word.is("(")).count();
    long close = clause.words().stream().filter(word -> word.is(")")).count();
    boolean elliptic =
        clause.verbWord().matches("been|have|has")
            && !clause.complement().isEmpty()
            && clause.complement().getFirst().lower().matches("since|for|ever");
    if (elliptic) {
      return true;
    }
    boolean bare = clause.finite() && clause.complement().stream().allMatch(Word::sign);
    return open != close || (bare && clause.words().size() - clause.subjectStart() < 3);
  }

  /// "I would rather walk", "I would always take a paperback over an e-reader".
  private static boolean isChoice(String flat) {
    return flat.matches(".* would (rather|prefer|sooner|always|never|pick|choose|take) .*")
        && (flat.contains(" over ")
            || flat.contains(" than ")
            || flat.contains(" would rather ")
            || flat.contains(" would prefer ")
            || flat.contains(" every time ")
            || flat.contains(" any day "));
  }

  /// Said in jest: by its phrases, or as delight at what delights nobody.
  private boolean isJoke(String flat, String sentence) {
    return acts.occursIn("joke", sentence)
        || (acts.occursIn("sarcasm_verb", flat) && acts.occursIn("sarcasm_object", sentence))
        || sentence.contains("🙄")
        || sentence.contains("🙃")
        || sentence.contains("/s ");
  }

  private boolean isRequest(Clause clause, String flat) {
    String bare =
        flat.replaceFirst(
            "^ (and |but |so |also |ok |okay |hey |hi |hello |well |now |oh |anyway )+", " ");
    boolean general = clause.subject() == Subject.SELF && acts.occursIn("wish_always", flat);
    if (general) {
      return false;
    }
    if (acts.beginning("request", bare).isPresent()) {
      return true;
    }
    return clause.subject() == Subject.NONE
        && clause.verb() >= 0
        && clause.verb() == clause.subjectStart()
        && isImperative(clause);
  }

  /// A base form without a subject; "moved to Leeds" and "working nights" are not.
  private static boolean isImperative(Clause clause) {
    String verb = clause.words().get(clause.verb()).lower();
    return !verb.endsWith("ing") && !verb.endsWith("ed") && !FragmentReader.isPast(verb);
  }
}
