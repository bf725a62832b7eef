package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Term.Form;
import dev.keepsake.write.statement.Term.Kind;
import java.util.List;
import java.util.Set;

/// Tells a word's [Form] from its ending and the words before it. Knows no irregular verbs: what it
/// can't tell is unknown.
final class FormReader {
  private static final Set<String> HAVE = Set.of("has", "have", "having");
  private static final Set<String> BE =
      Set.of("is", "are", "am", "be", "been", "being", "was", "were");
  private static final Set<String> ARTICLES = Set.of("a", "an", "one");
  private static final Set<String> EVERY = Set.of("every", "each");

  private static final Set<String> WANT = Set.of("want", "wants", "asked", "asks");
  private static final Set<String> BEFORE_IMPERATIVE =
      Set.of("always", "never", "please", "do", "not");
  private static final int LONGEST_DEMAND = 8;

  private final List<Token> tokens;

  FormReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean isHave(int at) {
    return HAVE.contains(tokens.get(at).folded());
  }

  boolean isBe(int at) {
    return BE.contains(tokens.get(at).folded());
  }

  /// Whether the verb before it only helps: "has moved", "is called", "has been".
  boolean isParticiple(int at) {
    if (at >= tokens.size()) {
      return false;
    }
    String folded = tokens.get(at).folded();
    return folded.equals("been") || folded.equals("being") || !ending(folded).isEmpty();
  }

  /// "wants replies to be short" asks for what "replies should be short" does.
  boolean isDemand(int at) {
    if (!WANT.contains(tokens.get(at).folded())) {
      return false;
    }
    int end = Math.min(at + LONGEST_DEMAND, tokens.size() - 1);
    if (at + 3 < tokens.size() && isToBe(at + 1) && isParticiple(at + 3)) {
      return true; // "wants to be called"
    }
    for (int to = at + 2; to < end; to++) {
      if (isToBe(to)) {
        return true;
      }
    }
    return false;
  }

  private boolean isToBe(int at) {
    return tokens.get(at).folded().equals("to") && tokens.get(at + 1).folded().equals("be");
  }

  /// "always use tabs" demands what "should always be used" does.
  boolean isImperative() {
    for (Token token : tokens) {
      if (!BEFORE_IMPERATIVE.contains(token.folded())) {
        return Lexicon.SHIPPED.isImperative(token.folded());
      }
    }
    return false;
  }

  Form of(Kind kind, int at) {
    String folded = tokens.get(at).folded();
    String before = at == 0 ? "" : tokens.get(at - 1).folded();
    boolean many = folded.endsWith("s") && !Stem.of(folded).equals(folded);
    if (kind == Kind.DATE) {
      return many || EVERY.contains(before) ? Form.ENDS_IN_S : Form.ONE;
    }
    String ending = ending(folded);
    boolean lasting = before.equals("been") && ending.equals("ing");
    if (lasting || (HAVE.contains(before) && !ending.isEmpty())) {
      return Form.PERFECT;
    }
    if (BE.contains(before)) {
      return ending.equals("ed")
          ? Form.PASSIVE
          : ending.equals("ing") ? Form.ONGOING : Form.UNKNOWN; // "is called" is of now
    }
    if (ending.equals("ed") && !IrregularVerbs.ENGLISH.isParticiple(folded)) {
      return Form.PAST;
    }
    if (before.equals("to") && ending.isEmpty()) {
      return Form.INFINITIVE;
    }
    return many ? Form.ENDS_IN_S : isBehindArticle(at) ? Form.ONE : Form.UNKNOWN;
  }

  // "a cat", "a black cat"
  private boolean isBehindArticle(int at) {
    return tokens.subList(Math.max(at - 2, 0), at).stream()
        .anyMatch(token -> ARTICLES.contains(token.folded()));
  }

  private static String ending(String folded) {
    if (IrregularVerbs.ENGLISH.isForm(folded)) {
      return "ed";
    }
    boolean stemmed = !Stem.of(folded).equals(folded);
    if (stemmed && folded.endsWith("ed")) {
      return "ed";
    }
    return stemmed && folded.endsWith("ing") ? "ing" : "";
  }
}
