package dev.keepsake.write.statement;

import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A text read for comparison.
///
/// @param negations how often each clause is negated, by its number
/// @param denials the kinds of its negations: not, stopped, refuses
/// @param modality plan, doubt, condition, exception, limit or past, as far as words of the text
///   say so
/// @param self in which parts the user is named, empty if not at all
/// @param links before which term each "is" and each "has" of its own stands
/// @param aims at which term "not", "only", "if" and the like aim, the word and the term's key
/// @param selfPlaces before which term the user is named, as somebody, not as an owner
/// @param foreign whether it is in a language whose vocabulary is not known well enough
/// @param words every word, folded
public record Statement(
    List<Term> terms,
    List<Integer> negations,
    Set<String> denials,
    Set<String> modality,
    Set<Self> self,
    List<Link> links,
    Map<String, Set<String>> aims,
    List<Integer> selfPlaces,
    boolean foreign,
    List<String> words) {
  public Statement {
    terms = List.copyOf(terms);
    negations = List.copyOf(negations);
    denials = Set.copyOf(denials);
    modality = Set.copyOf(modality);
    self = Set.copyOf(self);
    links = List.copyOf(links);
    aims = Map.copyOf(aims);
    selfPlaces = List.copyOf(selfPlaces);
    words = List.copyOf(words);
  }

  /// The part of the user in a statement.
  public enum Self {
    /// "The user owes Tom."
    SUBJECT,
    /// "Tom owes the user."
    OBJECT,
    /// "The user's dog."
    OWNER
  }

  /// A verb that says what something is or has.
  ///
  /// @param before the number of the term behind it
  /// @param has whether it is "has", not "is"
  public record Link(int before, boolean has) {}

  /// Reads a text of any content and length, in time in proportion to it.
  public static Statement of(String text) {
    return new StatementReader(Tokenizer.tokens(text), Lexicon.SHIPPED).read();
  }

  /// Whether it says that somebody has something, with a verb or with "'s".
  public boolean possesses() {
    return self.contains(Self.OWNER)
        || links.stream().anyMatch(Link::has)
        || terms.stream().anyMatch(term -> term.possesses() || term.isOwning());
  }

  /// Whether it says how something should be done.
  public boolean isDemand() {
    return modality.contains(StatementReader.ADVICE);
  }

  public boolean namesUser() {
    return !self.isEmpty();
  }

  /// How often the clause of `term` is negated.
  public int negationsOf(Term term) {
    return negations.get(term.clause());
  }

  /// The same statement with other terms in the places of its own.
  ///
  /// @param keys for each key that changes, the one that it becomes
  public Statement with(List<Term> others, Map<String, String> keys) {
    Map<String, Set<String>> renamed = new HashMap<>();
    aims.forEach((word, at) ->
        renamed.put(word, at.stream().map(key -> keys.getOrDefault(key, key)).collect(toSet())));
    return new Statement(
        others, negations, denials, modality, self, links, renamed, selfPlaces, foreign, words);
  }

  /// The terms that occur once, by key, in the order of the text.
  public Map<String, Term> single() {
    Map<String, Term> single = new LinkedHashMap<>();
    Set<String> repeated = new HashSet<>();
    for (Term term : terms) {
      if (single.putIfAbsent(term.key(), term) != null) {
        repeated.add(term.key());
      }
    }
    single.keySet().removeAll(repeated);
    return single;
  }
}
