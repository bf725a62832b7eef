package dev.keepsake.extract.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/// Splits a sentence into clauses: at commas and conjunctions behind which another subject or
/// another thing to say begins. Kept together are a reason and what it is the reason of, a
/// correction and what holds instead, events in one breath, and a fragment with what follows it. A
/// relative clause behind somebody near becomes a clause of its own. Pure.
final class ClauseSplitter {
  private final Lexicon words;
  private final KindReader kinds;

  ClauseSplitter(Lexicon words) {
    this.words = words;
    this.kinds = new KindReader(words);
  }

  List<Clause> split(String sentence) {
    var clauses = new ArrayList<Clause>();
    List<Clause> parts = parts(sentence);
    Clause current = parts.getFirst();
    boolean asks = sentence.endsWith("?");
    for (int i = 1; i < parts.size(); i++) {
      Clause next = parts.get(i);
      if (isRelative(current, next)) {
        clauses.add(current.with(next));
        if (i + 1 == parts.size()) {
          return clauses;
        }
        // the main clause goes on without the relative one and its comma
        parts.set(i + 1, Clause.of(" ", parts.get(i + 1).text()));
      } else if (belongs(current, next, asks)) {
        current = current.with(next);
      } else {
        clauses.add(current);
        current = next;
      }
    }
    clauses.add(current);
    return clauses.stream().filter(clause -> !clause.flat().isBlank()).toList();
  }

  private List<Clause> parts(String sentence) {
    var parts = new ArrayList<Clause>();
    Matcher joins = words.joins().matcher(sentence);
    String lead = "";
    int from = 0;
    while (joins.find()) {
      parts.add(Clause.of(lead, sentence.substring(from, joins.start())));
      lead = joins.group();
      from = joins.end();
    }
    parts.add(Clause.of(lead, sentence.substring(from)));
    return parts;
  }

  private boolean isRelative(Clause current, Clause next) {
    return next.lead().startsWith(",")
        && words.begins(Cue.RELATIVE, next.flat())
        && words.relation(current.flat()).isPresent()
        && !says(current);
  }

  private boolean belongs(Clause current, Clause next, boolean asks) {
    String flat = next.flat();
    boolean asked = words.has(Cue.REQUEST, current.flat());
    if (words.begins(Cue.BECAUSE, flat)) {
      return !asked && says(current);
    }
    if ((asks && words.begins(Cue.QUESTION, flat))
        || words.has(Cue.REQUEST, flat)
        || words.has(Cue.REMEMBER, flat)) {
      return false;
    }
    if (words.begins(Cue.THAT, flat)) {
      return !asked;
    }
    if (!says(current)
        || isBareHedge(current)
        || (words.has(Cue.HABIT, current.flat()) && !next.joined())
        || (next.lead().startsWith(":") && !asked)
        || words.has(Cue.BACK, flat)
        || words.has(Cue.CORRECTS, current.flat())) {
      return true;
    }
    if (!next.joined() && (words.has(Cue.PASSING, flat) || words.has(Cue.SAYS, flat))) {
      return false;
    }
    boolean events = kinds.isEvent(current.flat()) && kinds.isEvent(flat);
    return !begins(next) || (next.joined() && events);
  }

  /// "I think", which goes for what follows.
  private boolean isBareHedge(Clause clause) {
    return words.has(Cue.HEDGE, clause.flat()) && clause.flat().strip().split(" ").length <= 3;
  }

  /// Whether something is said by it, so that what follows may be another thing.
  private boolean says(Clause clause) {
    return begins(clause) || words.has(Cue.IS, clause.flat());
  }

  /// Whether it says something without what stands before.
  private boolean begins(Clause clause) {
    String flat = clause.flat();
    return kinds.read(flat).filter(kind -> kind != Kind.WEAK_RELATION).isPresent()
        || words.has(Cue.REQUEST, flat)
        || words.has(Cue.ADDRESS, flat)
        || words.has(Cue.REMEMBER, flat)
        || words.has(Cue.FORGET, flat)
        || words.begins(Cue.PERSON, flat)
        || words.begins(Cue.THING, flat)
        || words.begins(Cue.FIRST, flat)
        || words.begins(Cue.BE_1, flat)
        || words.begins(Cue.HAVE_1, flat)
        || (words.begins(Cue.IS, flat) && clause.lead().startsWith(","));
  }
}
