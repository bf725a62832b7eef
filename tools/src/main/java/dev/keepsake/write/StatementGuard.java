package dev.keepsake.write;

import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Term.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells whether a proposed text says the same as a stored one, or only looks alike. Cosine
/// similarity can't: a negation or an exchanged comparison leaves it above .96. A write is a
/// semantic duplicate only if the similarity is over the threshold
/// (`eval/decisions/0001-duplicate-threshold.md`) *and* the verdict here is [Verdict.Same]. Pure,
/// stateless and thread-safe; it never throws, and takes time in proportion to the texts' length.
///
/// Both texts are read into terms: roles, names, numbers, dates and the stems of words, without
/// function words and fillers, listed synonyms as one. A word of the proposed text that says the
/// same as one of the stored text where all else does ([Alignment]: "buys" and "gets", "collects"
/// and "collector") takes its place. Then, in this order:
///
/// 1. role: mother and father, or a role in one text alone where the subject stands: "the user('s
///    brother) likes tea"
/// 2. name: other capitalised words, versions, files, addresses, likewise
/// 3. negation: a shared word stands in a negated clause in one text alone ("does not", "no",
///    "never", "without", "stopped"), or is negated in another way ("never", "rarely", "stopped");
///    a double negation is not resolved, but raised
/// 4. comparison order: two shared words, or one and the user, have exchanged their parts ("over",
///    "than", "from", "to", "'s", subject and object)
/// 5. antonym: each text has another word of one set of opposites, or a shared word stands "before"
///    in one and "after" in the other
/// 6. number: each text has one that the other lacks, or counts one thing otherwise; 7. date: each
///    has one that the other lacks
/// 8. tense: "lives" and "lived"; 9. modality: a plan, doubt, condition or exception in one text
///    alone
/// 10. wording: each text has a word that the other lacks
/// 11. more specific: the proposed text has a term that the stored one lacks, or leaves out a part
///     of what is negated, which widens it. Leaving out anything else is no difference: what is
///     stored says more.
///
/// Where none of these differs, the texts still have to be built alike ([StructureGuard]): shared
/// words stand in one form, behind the same prepositions, and in one order but for what may move (a
/// phrase with a preposition, an adverb, items of a list, the sides of an "is"); what the proposed
/// text leaves out is a phrase of its own, an item of a list or a day. In a language other than
/// English only the same words in the same order are the same, or with the end put first. Of a text
/// that is worded anew one block may also stand elsewhere, and a preposition be another one behind
/// another word; with the same words throughout, neither may: who writes a statement anew changes
/// words, who writes another statement may keep all. A passive is the same as its active if who
/// does it to whom is ([Voice]).
///
/// Negation, comparison order, antonym, number, date and tense contradict where the statements are
/// the same otherwise; name and wording do where the statement is of a thing that one has one of
/// ("lives in", "is called", "favourite"). All vocabularies are the files of
/// [dev.keepsake.write.statement]: English, and the commonest of German, French and Spanish.
public final class StatementGuard {

  /// Compares two texts of any content and length.
  public Verdict compare(String stored, String proposed) {
    return against(proposed).compare(stored);
  }

  /// Reads `proposed` once, to be compared with many.
  Reading against(String proposed) {
    return new Reading(proposed, Statement.of(proposed));
  }

  /// A proposed text that was read.
  record Reading(String text, Statement proposed) {

    Verdict compare(String stored) {
      return stored.equals(text)
          ? new Verdict.Same()
          : verdict(new Comparison(Statement.of(stored), proposed));
    }
  }

  /// @param turnedTwice whether two words that have exchanged their parts have also been compared
  ///   by an opposite: "older than Ben", "Ben is younger than"
  private record Findings(List<Finding> all, boolean turnedTwice) {}

  private static Verdict verdict(Comparison texts) {
    Findings found = findings(texts);
    List<Finding> findings = found.all();
    if (findings.isEmpty()) {
      return new StructureGuard(texts)
          .find(found.turnedTwice())
          .<Verdict>map(finding -> finding.verdict(false))
          .orElseGet(Verdict.Same::new);
    }
    boolean elsewhere = findings.stream().anyMatch(Finding::isAboutSomethingElse);
    Optional<Finding> contradiction = findings.stream().filter(Finding::contradicts).findFirst();
    if (contradiction.isPresent() && !elsewhere && texts.isSameOtherwise()) {
      return contradiction.get().verdict(true);
    }
    return findings.stream()
        .filter(Finding::isAboutSomethingElse)
        .findFirst()
        .orElse(findings.getFirst())
        .verdict(false);
  }

  private static Findings findings(Comparison texts) {
    OppositeGuard opposites = new OppositeGuard(texts);
    List<Finding> antonyms = opposites.take();
    ExchangeGuard exchanges = new ExchangeGuard(texts);
    Optional<Finding> exchange = exchanges.find();
    boolean turnedTwice =
        exchange.isPresent() && antonyms.size() == 1 && opposites.hasComparatives();
    if (Voice.isTurned(texts)) {
      turnedTwice = true;
      exchange = Optional.empty();
    } else if (turnedTwice) {
      antonyms = List.of();
      exchange = Optional.empty();
    }
    ClauseGuard clauses = new ClauseGuard(texts);
    List<Finding> findings = new ArrayList<>();
    texts.otherOnes(Kind.ROLE, Difference.ROLE).ifPresent(findings::add);
    texts.otherOnes(Kind.NAME, Difference.NAME).ifPresent(findings::add);
    clauses.negation().ifPresent(findings::add);
    exchange.ifPresent(findings::add);
    findings.addAll(antonyms);
    texts.otherOnes(Kind.NUMBER, Difference.NUMBER).ifPresent(findings::add);
    exchanges.otherCount().ifPresent(findings::add);
    texts.otherOnes(Kind.DATE, Difference.DATE).ifPresent(findings::add);
    clauses.tense().ifPresent(findings::add);
    clauses.modality().ifPresent(findings::add);
    texts.otherOnes(Kind.WORD, Difference.WORDING).ifPresent(findings::add);
    texts.moreSpecific().ifPresent(findings::add);
    return new Findings(findings, turnedTwice);
  }
}
