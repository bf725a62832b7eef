package dev.keepsake.extract.foreign;

import java.util.Optional;
import java.util.regex.Pattern;

/// Tells what a clause states, by its words. In this order: decisions, tastes, events, states,
/// habits, attributes, relations, dates; the first that fits. Pure.
final class KindReader {
  private static final Pattern DAY = Pattern.compile(" \\d{1,2} ");

  private final Lexicon words;

  KindReader(Lexicon words) {
    this.words = words;
  }

  /// @param flat of a clause
  /// @return empty if nothing in it is said to last
  Optional<Kind> read(String flat) {
    return ofMain(main(flat));
  }

  /// Without the reason at its end, which may well pass or be somebody else's.
  String main(String flat) {
    return words
        .find(Cue.BECAUSE, flat)
        .filter(reason -> reason.start() > 1)
        .map(reason -> flat.substring(0, reason.start()))
        .orElse(flat);
  }

  private Optional<Kind> ofMain(String flat) {
    if (words.has(Cue.SAYS, flat) && words.relation(flat).isPresent()) {
      return Optional.empty();
    }
    boolean me = words.has(Cue.FIRST, flat);
    boolean passing = words.has(Cue.PASSING, flat);
    if (says(Cue.DECISION_1, Cue.DECISION, me, flat)) {
      return Optional.of(Kind.DECISION);
    }
    if (says(Cue.TASTE_1, Cue.TASTE, me, flat) || words.has(Cue.FAVOURITE, flat)) {
      return passing ? Optional.empty() : Optional.of(Kind.TASTE);
    }
    if (isEvent(flat)) {
      return Optional.of(Kind.EVENT);
    }
    boolean moved = words.has(Cue.CORRECTS, flat) && says(Cue.LASTING_1, Cue.LASTING, me, flat);
    if (states(me, flat) && (!passing || moved)) {
      return Optional.of(Kind.STATE);
    }
    if (mine(me, flat) && words.has(Cue.HABIT, flat)) {
      return Optional.of(Kind.HABIT);
    }
    if (passing) {
      return Optional.empty();
    }
    if (words.hasAttribute(flat)) {
      return Optional.of(Kind.STATE);
    }
    if (words.has(Cue.MY, flat) && words.has(Cue.CALLED, flat)) {
      return Optional.of(Kind.RELATION);
    }
    return words.relation(flat).isPresent() ? ofRelation(flat, me) : other(me, flat);
  }

  boolean isEvent(String flat) {
    boolean me = words.has(Cue.FIRST, flat) || words.relation(flat).isPresent();
    return says(Cue.EVENT_1, Cue.EVENT, me, flat)
        || (says(Cue.BOUGHT_1, Cue.BOUGHT, me, flat) && words.has(Cue.BIG_THING, flat));
  }

  private boolean says(Cue ofFirst, Cue ofAny, boolean me, String flat) {
    return words.has(ofFirst, flat) || (me && words.has(ofAny, flat));
  }

  private boolean states(boolean me, String flat) {
    boolean lasts = words.has(Cue.HAVE_LASTING, flat) || words.has(Cue.LASTING_TIME, flat);
    return says(Cue.LASTING_1, Cue.LASTING, me, flat)
        || words.has(Cue.BE_1, flat)
        || (says(Cue.HAVE_1, Cue.HAVE, me, flat) && lasts);
  }

  private Optional<Kind> ofRelation(String flat, boolean me) {
    if (words.has(Cue.IS, flat) || isDate(flat)) {
      return Optional.of(Kind.RELATION);
    }
    return me ? other(true, flat) : Optional.of(Kind.WEAK_RELATION);
  }

  private Optional<Kind> other(boolean me, String flat) {
    if (mine(me, flat) && isDate(flat)) {
      return Optional.of(Kind.DATE);
    }
    return words.has(Cue.HAVE_1, flat) || (me && words.has(Cue.HAVE, flat))
        ? Optional.of(Kind.WEAK)
        : Optional.empty();
  }

  private boolean mine(boolean me, String flat) {
    return me || words.has(Cue.MY, flat) || words.has(Cue.HAVE_1, flat);
  }

  private boolean isDate(String flat) {
    return words.has(Cue.MONTH, flat) && DAY.matcher(flat).find();
  }
}
