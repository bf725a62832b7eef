package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Lexicon.Entry;
import dev.keepsake.write.statement.Lexicon.Polarity;
import dev.keepsake.write.statement.Lexicon.Sense;
import dev.keepsake.write.statement.Statement.Self;
import dev.keepsake.write.statement.Term.Kind;
import dev.keepsake.write.statement.Token.Start;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads tokens into a [Statement], once from left to right.
final class StatementReader {
  private static final String PREFER = "prefer";
  static final String ADVICE = "advice";

  private final List<Token> tokens;
  private final Lexicon lexicon;
  private final DateReader dates;
  private final NumberReader numbers;
  private final FormReader forms;
  private final PhraseReader phrases;
  private final UnitReader units;
  private final boolean allCapitals;

  private final List<Term> terms = new ArrayList<>();
  private final List<Clause> clauses = new ArrayList<>(List.of(new Clause(true)));
  private final Set<String> modality = new HashSet<>();
  private final Set<Self> self = EnumSet.noneOf(Self.class);
  private final Set<String> denials = new HashSet<>();
  private final List<Statement.Link> links = new ArrayList<>();
  private final boolean foreign;
  private final Aims aims = new Aims();
  private final List<Integer> selfPlaces = new ArrayList<>();
  private boolean fronted;
  private boolean ended;
  private boolean preferring;
  private boolean behindSlot;
  private boolean behindActor;
  private boolean possessive;
  private boolean conjoined;
  private int coordination;
  private String slot = "";

  StatementReader(List<Token> tokens, Lexicon lexicon) {
    this.tokens = tokens;
    this.lexicon = lexicon;
    this.dates = new DateReader(tokens, lexicon);
    this.numbers = new NumberReader(tokens, lexicon);
    this.forms = new FormReader(tokens);
    this.phrases = new PhraseReader(tokens, lexicon);
    this.units = new UnitReader(lexicon);
    this.foreign = Language.ENGLISH.isNotOf(tokens);
    this.allCapitals = tokens.stream().filter(Token::isWord).allMatch(Token::capitalised);
  }

  Statement read() {
    if (forms.isImperative()) {
      modality.add(ADVICE);
    }
    int at = 0;
    while (at < tokens.size()) {
      boundary(tokens.get(at).start());
      at += step(at);
    }
    if (ended && denials.remove("not")) {
      denials.add("stopped"); // "does not smoke any more"
    }
    List<String> words = tokens.stream().map(Token::folded).toList();
    return new Statement(
        CountedThings.in(terms),
        Clause.negations(clauses),
        denials,
        modality,
        self,
        links,
        aims.keysByWord(),
        selfPlaces,
        foreign,
        words);
  }

  private void boundary(Start start) {
    switch (start) {
      case NOTHING -> {}
      case PHRASE -> softClause();
      case CLAUSE, SENTENCE -> hardClause();
    }
  }

  private void hardClause() {
    clauses.add(new Clause(true));
    behindActor = false;
    slot = "";
  }

  // "allergic to nuts, milk and eggs": all of a list stand in the same part
  private void softClause() {
    if (fronted) {
      slot = ""; // "in winter, Anna skates": what was fronted ends here
      fronted = false;
    }
    clauses.add(new Clause(false));
    behindActor = false;
    conjoined = true;
  }

  private int step(int at) {
    if (forms.isDemand(at)) {
      modality.add(ADVICE);
      clauses.getLast().verb = true;
      return 1;
    }
    String word = tokens.get(at).folded();
    aims.meet(word);
    Reading date = dates.read(at);
    Reading reading = date.isNothing() && !isPhrase(at) ? numbers.read(at) : date;
    if (!reading.isNothing()) {
      reading.keys().forEach(key -> add(reading.kind(), key, at, reading.length()));
      return reading.length();
    }
    Entry entry = lexicon.find(tokens, at);
    if (entry != null && isComparison(entry, at) && !isNumberAt(at + 2)) {
      entry = lexicon.find(tokens.get(at)); // only "more than 5" is one thing: a bound
    }
    if (entry == null || isName(tokens.get(at), entry)) {
      return unlisted(at);
    }
    listed(entry, at);
    return entry.length();
  }

  private boolean isPhrase(int at) {
    Entry entry = lexicon.find(tokens, at);
    return entry != null && entry.length() > 1;
  }

  private boolean isComparison(Entry entry, int at) {
    return entry.sense() == Sense.WORD
        && entry.length() == 2
        && tokens.get(at + 1).folded().equals("than");
  }

  private boolean isNumberAt(int at) {
    return at < tokens.size() && !numbers.read(at).isNothing();
  }

  private boolean isName(Token token, Entry entry) {
    boolean small =
        switch (entry.sense()) {
          case FUNCTION, FOREIGN, VERB, FILLER, ENDED, HARD_CLAUSE, SOFT_CLAUSE, SLOT, MODALITY ->
              true;
          case SELF, NEGATION, ROLE, WORD, NUMBER, ORDINAL, CALENDAR -> false;
        };
    return small && entry.length() == 1 && token.capitalisedInside() && !allCapitals;
  }

  private void listed(Entry entry, int at) {
    switch (entry.sense()) {
      case FUNCTION, FILLER -> possessive |= tokens.get(at).owner();
      case ENDED -> ended = true;
      case SELF -> self(at);
      case FOREIGN -> foreign(at);
      case VERB -> verb(at, entry.length());
      case HARD_CLAUSE -> hardClause();
      case SOFT_CLAUSE -> softClause();
      case NEGATION -> {
        clauses.getLast().negations++;
        denials.add(entry.key());
      }
      case MODALITY -> modality.add(entry.key());
      case SLOT -> {
        fronted |= terms.isEmpty() && self.isEmpty();
        slot = slotOf(entry, at);
        behindSlot = true;
      }
      case ROLE -> add(Kind.ROLE, entry.key(), at, entry.length());
      case WORD, NUMBER, ORDINAL, CALENDAR -> word(entry, at);
    }
  }

  // "vitamin d" is no French
  private void foreign(int at) {
    if (!foreign) {
      addWord(at, 1);
    }
  }

  private void verb(int at, int length) {
    clauses.getLast().verb = true;
    boolean has = forms.isHave(at);
    if (!has && !forms.isBe(at)) {
      return;
    }
    slot = ""; // "the flat in Rome is big"
    if (!forms.isParticiple(at + length)) {
      links.add(new Statement.Link(terms.size(), has));
    }
  }

  private void self(int at) {
    String folded = tokens.get(at).folded();
    possessive = tokens.get(at).owner() || folded.equals("my") || folded.startsWith("mein");
    if (possessive) {
      self.add(Self.OWNER);
    } else {
      selfPlaces.add(terms.size());
      self.add(behindSlot || behindActor ? Self.OBJECT : Self.SUBJECT);
    }
    slot = "";
    behindSlot = false;
  }

  private boolean isSelf(int at) {
    Entry entry = lexicon.find(tokens.get(at));
    return entry != null && entry.sense() == Sense.SELF;
  }

  private String slotOf(Entry entry, int at) {
    if (!entry.key().equals("than_to")) {
      return entry.key();
    }
    // "prefers tea to coffee", but "prefers to drink tea"
    Entry verb = at == 0 ? null : lexicon.find(tokens, at - 1);
    boolean infinitive = verb != null && verb.key().equals(PREFER);
    return preferring && !infinitive ? "over" : "to";
  }

  private void word(Entry entry, int at) {
    preferring |= entry.key().equals(PREFER);
    Clause clause = clauses.getLast();
    clause.polar |= entry.polarity() != Polarity.NONE;
    clause.negations += entry.polarity() == Polarity.NEGATIVE ? 1 : 0;
    add(Kind.WORD, entry.key(), at, entry.length());
  }

  private int unlisted(int at) {
    units
        .read(tokens.get(at))
        .ifPresentOrElse(
            amount -> {
              add(Kind.NUMBER, amount.number(), at, 1);
              add(Kind.WORD, amount.unit(), at, 1);
            },
            () -> addWord(at, 1));
    return 1;
  }

  private void addWord(int at, int length) {
    Token token = tokens.get(at);
    boolean name = (token.capitalised() && !allCapitals) || !token.isWord();
    String word = name ? token.withoutInnerDots() : token.folded();
    add(name ? Kind.NAME : Kind.WORD, Stem.of(word), at, length);
  }

  // "to Rome next month": a date is not where to, unless a preposition leads it
  private String partOf(Kind kind, Token token) {
    return token.owner() ? Term.OWNER : kind == Kind.DATE && !behindSlot ? "" : slot;
  }

  private void add(Kind kind, String key, int at, int length) {
    Token token = tokens.get(at);
    StringBuilder text = new StringBuilder(token.text());
    tokens.subList(at + 1, at + length).forEach(next -> text.append(' ').append(next.text()));
    if (!conjoined) {
      coordination++;
    }
    String domain = kind == Kind.NAME || kind == Kind.WORD ? "" : kind + " ";
    boolean spelled = kind == Kind.NAME;
    terms.add(
        new Term(
            kind,
            domain + key,
            spelled ? token.withoutInnerDots() : domain + key,
            text.toString(),
            partOf(kind, token),
            clauses.size() - 1,
            coordination,
            possessive,
            phrases.isModifier(at, at + length),
            forms.of(kind, at)));
    aims.hit(domain + key, possessive && tokens.get(at - 1).owner() && isSelf(at - 1));
    conjoined = false;
    behindSlot = false;
    if (kind == Kind.DATE && fronted) {
      slot = ""; // "on Monday Anna sings"
      fronted = false;
    }
    behindActor |= (kind == Kind.NAME || kind == Kind.ROLE) && slot.isEmpty();
    possessive = tokens.get(at + length - 1).owner();
  }
}
