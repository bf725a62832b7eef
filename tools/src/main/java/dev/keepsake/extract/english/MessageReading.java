package dev.keepsake.extract.english;

import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.clause.ClauseSplitter;
import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.clause.ThirdPerson;
import dev.keepsake.extract.english.Candidate.Form;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import dev.keepsake.memory.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One message, sentence by sentence. For one message and one thread.
final class MessageReading {
  private static final Confidence ASKED = new Confidence(0.9);

  /// A key, a hash, an id, the number of a card: of use to programs, and perhaps a secret.
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?=[\\w-]*\\d[\\w-]*\\d)(?=[\\w-]*[A-Za-z])(?<![\\w-])[\\w-]{16,}|(?:\\d[ -]?){12,}");

  private final Vocabulary acts;
  private final Discourse discourse;
  private final ActReader reader;
  private final FragmentReader fragments;
  private final Leads leads;
  private final SelfDescriptions descriptions;
  private final List<PassedOver> passedOver;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Proposal.Forget> forgets = new ArrayList<>();
  private boolean takesBack;
  private boolean fiction;
  private boolean joking;
  private boolean explicitNext;
  private String last = "";
  private List<Word> before = List.of();

  MessageReading(
      Vocabulary acts, Vocabulary worth, Discourse discourse, List<PassedOver> passedOver) {
    this.acts = acts;
    this.discourse = discourse;
    this.reader = new ActReader(acts);
    this.fragments = new FragmentReader(worth);
    this.leads = new Leads(acts);
    this.descriptions = new SelfDescriptions(worth);
    this.passedOver = passedOver;
    this.fiction = discourse.fiction();
  }

  MessageReading read(List<Sentence> sentences) {
    joking =
        sentences.stream()
            .map(sentence -> Grammar.flat(sentence.words()))
            .anyMatch(flat -> acts.occursIn("joke", flat));
    for (int i = 0; i < sentences.size(); i++) {
      Sentence sentence = sentences.get(i);
      last = sentence.text();
      String flat = Grammar.flat(sentence.words());
      discourse.people().meet(sentence.words());
      fiction = Discourse.fiction(fiction, flat, acts);
      if (i == 0 && !fiction) {
        answer(sentence);
      }
      if (fiction) {
        pass(sentence.text(), "fiction");
      } else {
        sentence(sentence, flat);
      }
    }
    return this;
  }

  List<Candidate> candidates() {
    return candidates;
  }

  List<Proposal.Forget> forgets() {
    return forgets;
  }

  /// Whether the message takes back what the one before it said.
  boolean takesBack() {
    return takesBack;
  }

  String lastSentence() {
    return last;
  }

  private void pass(String text, String reason) {
    passedOver.add(new PassedOver(text, reason));
  }

  private void answer(Sentence sentence) {
    discourse
        .question()
        .flatMap(question -> AnswerReader.read(question, sentence))
        .filter(statement -> !TOKEN.matcher(statement).find())
        .ifPresent(statement ->
            candidates.add(
                new Candidate(
                    statement,
                    fragment(sentence),
                    Form.ANSWER,
                    false,
                    false,
                    false,
                    sentence.text(),
                    Optional.empty())));
  }

  private static Clause fragment(Sentence sentence) {
    return new Clause(sentence.words(), "", Subject.NONE, 0, -1, -1, false, false);
  }

  private void sentence(Sentence sentence, String flat) {
    switch (leads.read(sentence, flat)) {
      case Leads.Lead.TakeBack() -> takeBack();
      case Leads.Lead.KeptOut() -> pass(sentence.text(), "kept_out");
      case Leads.Lead.Forget(var what) -> forget(what, sentence);
      case Leads.Lead.RememberThat() -> rememberPrevious();
      case Leads.Lead.Remember(var rest) -> {
        if (rest.isEmpty()) {
          explicitNext = true;
        } else {
          clauses(new Sentence(sentence.text(), rest), flat, true);
        }
      }
      case Leads.Lead.None() -> {
        boolean explicit = explicitNext && !sentence.asks();
        explicitNext = false;
        clauses(sentence, flat, explicit);
      }
    }
  }

  private void takeBack() {
    if (candidates.isEmpty()) {
      takesBack = true;
    } else {
      Candidate gone = candidates.removeLast();
      pass(gone.statement(), "taken_back");
    }
  }

  private void rememberPrevious() {
    if (!candidates.isEmpty()) {
      candidates.set(candidates.size() - 1, candidates.getLast().asked());
    } else {
      explicitNext = true;
    }
  }

  private void forget(List<Word> what, Sentence sentence) {
    List<Clause> clauses = ClauseSplitter.split(new Sentence(sentence.text(), what));
    if (clauses.isEmpty()) {
      return;
    }
    Clause first = clauses.getFirst();
    String flat = Grammar.flat(what);
    String description =
        first.subject() == Subject.SELF
            ? ThirdPerson.statement(first, "")
            : ThirdPerson.phrase(topic(first.words()));
    boolean everything = flat.matches(" (that )?(everything|all|anything|whatever)\\b.*");
    if (!description.isBlank()) {
      forgets.add(new Proposal.Forget(description, everything, ASKED, sentence.text()));
    }
  }

  /// Without what only leads to it: "everything you know about my job" is about the job.
  private static List<Word> topic(List<Word> words) {
    if (!words.isEmpty()
        && (words.getLast().is("please")
            || words.getLast().is("thanks")
            || words.getLast().sign())) {
      return topic(words.subList(0, words.size() - 1));
    }
    String flat = Grammar.flat(words);
    if (flat.matches(".* from (your |the )?(memory|notes|records?|profile) ")) {
      int from = words.size() - 1;
      while (!words.get(from).is("from")) {
        from--;
      }
      return topic(words.subList(0, from));
    }
    for (int i = words.size() - 2; i >= 0; i--) {
      boolean on =
          words.get(i).is("on")
              && i > 0
              && words
                  .get(i - 1)
                  .lower()
                  .matches("stored|entry|saved|have|got|file|record|records|notes?|thing");
      if (on || words.get(i).is("about") || words.get(i).is("regarding")) {
        return words.subList(i + 1, words.size());
      }
    }
    return words;
  }

  private void clauses(Sentence sentence, String flat, boolean explicit) {
    List<Clause> clauses =
        descriptions.told(Relatives.told(Attachment.joined(ClauseSplitter.split(sentence))));
    boolean made = false;
    boolean story = acts.occursIn("fiction_text", flat) && acts.occursIn("fiction_make", flat);
    fiction |= story && acts.occursIn("fiction_world", flat);
    for (Clause clause : clauses) {
      if (story) {
        pass(sentence.text(), "fiction");
        return;
      }
      made |= clause(clause, flat, explicit, sentence);
      before = clause.words();
    }
    if (explicit && !made) {
      phrase(sentence);
    }
  }

  /// "remember: gate code 4711", which has no clause.
  private void phrase(Sentence sentence) {
    String statement = ThirdPerson.phrase(sentence.words());
    if (TOKEN.matcher(statement).find()) {
      pass(sentence.text(), "token");
      return;
    }
    if (!statement.isBlank() && statement.contains(" ")) {
      String capital = Character.toUpperCase(statement.charAt(0)) + statement.substring(1);
      candidates.add(
          new Candidate(
              capital.matches("(?s).*[.!?]") ? capital : capital + ".",
              fragment(sentence),
              Form.FRAGMENT,
              true,
              false,
              false,
              sentence.text(),
              Optional.empty()));
    }
  }

  private boolean clause(Clause clause, String flat, boolean explicit, Sentence sentence) {
    Optional<Clause> completed = fragments.completed(clause);
    Clause whole = completed.orElse(clause);
    Act act = reader.read(whole, flat, explicit);
    return switch (act) {
      case Act.Tell() -> tell(whole, completed.isPresent(), flat, explicit, sentence);
      case Act.Wish(var words) -> {
        add(wish(words), clause, Form.WISH, explicit, false, flat, sentence);
        yield true;
      }
      case Act.Settle(var words) -> {
        add(
            "The user decided " + ThirdPerson.phrase(words) + ".",
            clause,
            Form.DECISION,
            explicit,
            false,
            flat,
            sentence);
        yield true;
      }
      case Act.Choose(var what) -> {
        add(
            "The user decided on " + ThirdPerson.phrase(what) + ".",
            clause,
            Form.STATEMENT,
            explicit,
            false,
            flat,
            sentence);
        yield true;
      }
      case Act.PassOver(String reason) -> {
        pass(sentence.text(), reason);
        yield false;
      }
    };
  }

  private static String wish(List<Word> words) {
    String flat = Grammar.flat(words);
    String phrase = ThirdPerson.phrase(words);
    if (flat.startsWith(" do not ")) {
      return "The user does not want the assistant to "
          + phrase.substring("do not ".length())
          + ".";
    }
    boolean noun =
        !words.getFirst().verbal()
            && !words
                .getFirst()
                .lower()
                .matches("always|never|stop|please|be|call|keep|use|answer|reply|speak|write");
    if (noun) {
      return "The user wants " + phrase + ".";
    }
    return flat.startsWith(" never ")
        ? "The user wants the assistant never to " + phrase.substring("never ".length()) + "."
        : "The user wants the assistant to " + phrase + ".";
  }

  private boolean tell(
      Clause clause, boolean fragment, String flat, boolean explicit, Sentence sentence) {
    if (joking && !explicit && acts.occursIn("sarcasm_verb", clause.flat())) {
      pass(sentence.text(), "sarcasm");
      return false;
    }
    String person = "";
    boolean unresolved = false;
    if (Antecedent.isMissing(clause)) {
      Optional<Clause> resolved = Antecedent.resolved(clause, before);
      unresolved = resolved.isEmpty();
      clause = resolved.orElse(clause);
    }
    switch (clause.subject()) {
      case PERSON -> {
        Optional<String> known =
            discourse.people().behind(clause.words().get(clause.subjectStart()).lower());
        person = known.orElse("");
        unresolved = known.isEmpty();
      }
      case POSSESSED -> {
        String owner = clause.words().get(clause.subjectStart()).lower();
        if (owner.matches("his|her|their")) {
          Optional<String> known = discourse.people().behind(owner);
          person = known.orElse("");
          unresolved = known.isEmpty();
        }
      }
      case OTHER ->
          person =
              discourse.people().named(clause.words().get(clause.subjectStart()).text()).orElse("");
      case THING -> {
        Optional<Clause> written = Antecedent.ofSubject(clause, before);
        unresolved = written.isEmpty();
        clause = written.orElse(clause);
      }
      case NONE -> {
        return false;
      }
      case SELF, GROUP, ADDRESSEE -> {}
    }
    if (unresolved && !explicit) {
      pass(sentence.text(), "nobody_known");
      return false;
    }
    add(
        ThirdPerson.statement(clause, person),
        clause,
        fragment ? Form.FRAGMENT : Form.STATEMENT,
        explicit,
        unresolved,
        flat,
        sentence);
    Attachment.reason(clause).ifPresent(reason -> reason(reason, flat, explicit, sentence));
    return true;
  }

  /// A reason may be worth more than what it is given for: "I ask because I have gout".
  private void reason(Clause reason, String flat, boolean explicit, Sentence sentence) {
    Candidate whole = candidates.removeLast();
    if (clause(reason, flat, explicit, sentence)) {
      candidates.add(whole.because(candidates.removeLast()));
    } else {
      candidates.add(whole);
    }
  }

  private void add(
      String statement,
      Clause clause,
      Form form,
      boolean explicit,
      boolean unresolved,
      String flat,
      Sentence sentence) {
    if (TOKEN.matcher(statement).find()) {
      pass(sentence.text(), "token");
      return;
    }
    boolean corrects = acts.occursIn("corrects", flat);
    candidates.add(
        new Candidate(
            statement,
            clause,
            form,
            explicit,
            corrects,
            unresolved,
            sentence.text(),
            Optional.empty()));
  }
}
