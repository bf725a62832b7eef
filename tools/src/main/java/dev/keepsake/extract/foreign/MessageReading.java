package dev.keepsake.extract.foreign;

import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.text.Folding;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.reading.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/// Reads one message: sentence by sentence, clause by clause. Not thread-safe; one for each
/// message.
final class MessageReading {
  /// Longer sentences are no sentences: a list, a log, a text without signs.
  private static final int MAX_CHARACTERS = 1_000;

  private final Lexicon words;
  private final Framing framing;
  private final People people;
  private final ClauseSplitter splitter;
  private final KindReader kinds;
  private final AnswerReader answers;
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<PassedOver> passedOver;
  private boolean takesBack;

  MessageReading(Framing framing, People people, List<PassedOver> passedOver) {
    this.words = framing.words();
    this.framing = framing;
    this.people = people;
    this.splitter = new ClauseSplitter(words);
    this.kinds = new KindReader(words);
    this.answers = new AnswerReader(words);
    this.passedOver = passedOver;
  }

  List<Proposal> proposals() {
    return proposals;
  }

  /// Whether what was said in the message before is taken back.
  boolean takesBack() {
    return takesBack;
  }

  /// @param question what the assistant asked just before
  void read(String text, Optional<String> question) {
    boolean fiction = words.has(Cue.FICTION, Folding.flat(text));
    boolean first = true;
    for (String sentence : Sentences.of(text)) {
      if (sentence.length() > MAX_CHARACTERS) {
        pass(sentence.substring(0, 200), "too_long");
      } else if (fiction) {
        pass(sentence, "fiction");
      } else {
        int before = proposals.size();
        act(sentence);
        if (first
            && question.isPresent()
            && proposals.size() == before
            && answers.answers(sentence)) {
          save(framing.answered(question.get(), sentence), Kind.ANSWER, sentence);
        }
      }
      first = false;
    }
  }

  private void act(String sentence) {
    String flat = Folding.flat(sentence);
    if (isTakenBack(flat)) {
      takesBack = true;
    } else if (words.has(Cue.FORGET, flat) && !words.has(Cue.FORGET_NOT, flat)) {
      forget(sentence, flat);
    } else if (words.has(Cue.REMEMBER, flat) && !words.has(Cue.REMEMBER_NOT, flat)) {
      remember(sentence, flat);
    } else if (words.has(Cue.JOKE, flat)) {
      pass(sentence, "joke");
    } else if (words.has(Cue.HYPOTHETICAL, flat)) {
      pass(sentence, "hypothetical");
    } else {
      tell(sentence, flat);
    }
  }

  /// "forget that, please", but not "forget that I live in Rome"
  private boolean isTakenBack(String flat) {
    return words
        .find(Cue.TAKE_BACK, flat)
        .filter(found -> count(flat) - count(found.group()) <= 3)
        .isPresent();
  }

  private void forget(String sentence, String flat) {
    MatchResult found = words.find(Cue.FORGET, flat).orElseThrow();
    // what follows a comma is why, or a please
    String object = withoutThat(behind(sentence, flat, found.end())).split("[,;!]\\s", 2)[0];
    if (object.isBlank()) {
      takesBack = true;
      return;
    }
    String description =
        kinds.read(Folding.flat(object)).isPresent() ? framing.said(object) : bare(object);
    proposals.add(new Proposal.Forget(description, false, Kind.EXPLICIT.confidence(), sentence));
  }

  /// An object without "my" and the closing signs.
  private String bare(String object) {
    String rest = framing.trimmed(object);
    int my = words.beginning(Cue.MY, Folding.flat(rest));
    String named = my > 0 ? Framing.behind(rest, count(Folding.flat(rest).substring(0, my))) : rest;
    return named.replaceAll("[\\s.!?…,;:]+$", "");
  }

  private void remember(String sentence, String flat) {
    MatchResult found = words.find(Cue.REMEMBER, flat).orElseThrow();
    String rest = withoutThat(behind(sentence, flat, found.end()));
    String told = count(Folding.flat(rest)) >= 2 ? rest : before(sentence, flat, found.start());
    if (count(Folding.flat(told)) < 2) {
      askLast();
      return;
    }
    for (Clause clause : splitter.split(told)) {
      Optional<Kind> kind = kinds.read(clause.flat());
      MemoryType type = kind.map(Kind::type).orElse(MemoryType.NOTE);
      save(framing.said(clause.text()), type, Kind.EXPLICIT, sentence);
    }
  }

  /// "Merk dir das", behind what was said.
  private void askLast() {
    if (!proposals.isEmpty() && proposals.getLast() instanceof Proposal.Save save) {
      proposals.removeLast();
      proposals.add(
          new Proposal.Save(
              save.content(),
              save.type(),
              Kind.EXPLICIT.confidence(),
              save.corrects(),
              save.evidence()));
    }
  }

  private void tell(String sentence, String flat) {
    List<Clause> clauses = splitter.split(sentence);
    boolean asks = sentence.endsWith("?");
    boolean asksAll =
        asks
            && (sentence.startsWith("¿")
                || words.begins(Cue.QUESTION, flat)
                || words.begins(Cue.REQUEST, flat));
    for (Clause clause : clauses) {
      String text = withoutThat(framing.trimmed(clause.text()));
      Clause trimmed = Clause.of(clause.lead(), text);
      if (count(trimmed.flat()) < 2) {
        continue;
      }
      if (asksAll || (asks && clause.equals(clauses.getLast()))) {
        pass(clause.text(), "question");
      } else if (isWish(trimmed, flat)) {
        save(framing.wished(text), Kind.WISH, sentence);
      } else {
        weigh(trimmed, sentence);
      }
      people.hear(clause.text());
    }
  }

  private boolean isWish(Clause clause, String sentence) {
    if (words.has(Cue.ADDRESS, clause.flat())) {
      return true;
    }
    return words.has(Cue.ALWAYS, sentence)
        && words.has(Cue.MANNER, clause.flat())
        && (words.has(Cue.ORDER, clause.flat()) || isFragment(clause.flat()));
  }

  /// "no lists, ever"
  private boolean isFragment(String flat) {
    return kinds.read(flat).isEmpty() && !words.has(Cue.FIRST, flat);
  }

  private void weigh(Clause clause, String sentence) {
    String flat = kinds.main(clause.flat());
    if (words.has(Cue.REQUEST, flat)) {
      pass(clause.text(), "request");
    } else if (words.has(Cue.HEDGE, flat)) {
      pass(clause.text(), "hedged");
    } else if (words.has(Cue.JOKE, flat)) {
      pass(clause.text(), "joke");
    } else {
      Optional<Kind> kind = kinds.read(flat);
      if (kind.isPresent()) {
        save(framing.said(clause.text()), kind.get(), sentence);
      } else {
        tellOfOthers(clause, sentence);
      }
    }
  }

  /// "She is a nurse", "Anna is a nurse": of somebody introduced before.
  private void tellOfOthers(Clause clause, String sentence) {
    String flat = clause.flat();
    boolean lasts =
        words.has(Cue.IS, flat) && !words.has(Cue.PASSING, flat) && !words.has(Cue.SAYS, flat);
    boolean subjectless = words.begins(Cue.PERSON, flat) || words.begins(Cue.IS, flat);
    if (lasts && people.named(clause.text())) {
      save(framing.said(clause.text()), Kind.RELATION, sentence);
    } else if (lasts && subjectless && people.last().isPresent()) {
      save(framing.saidOf(people.last().get(), clause.text()), Kind.RELATION, sentence);
    } else {
      pass(clause.text(), words.has(Cue.PASSING, flat) ? "passing" : "nothing_lasting");
    }
  }

  private void save(String content, Kind kind, String sentence) {
    save(content, kind.type(), kind, sentence);
  }

  private void save(String content, MemoryType type, Kind kind, String sentence) {
    boolean corrects = words.has(Cue.CORRECTS, Folding.flat(sentence));
    proposals.add(new Proposal.Save(content, type, kind.confidence(), corrects, sentence));
  }

  private void pass(String text, String reason) {
    passedOver.add(new PassedOver(text, reason));
  }

  private String withoutThat(String text) {
    int that = words.beginning(Cue.THAT, Folding.flat(text));
    return that > 0 ? Framing.behind(text, count(Folding.flat(text).substring(0, that))) : text;
  }

  private static String behind(String text, String flat, int end) {
    return Framing.behind(text, count(flat.substring(0, end)));
  }

  private static String before(String text, String flat, int start) {
    int words = count(flat.substring(start));
    String reversed = text;
    for (int i = 0; i < words; i++) {
      reversed = reversed.replaceFirst("[\\p{L}\\p{M}\\p{N}]+[^\\p{L}\\p{N}]*$", "");
    }
    return reversed;
  }

  private static int count(String flat) {
    return flat.isBlank() ? 0 : flat.strip().split(" ").length;
  }
}
