package dev.keepsake.eval.report;

import dev.keepsake.eval.observe.Observation.Attempt;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.observe.Observation.Written;
import dev.keepsake.eval.score.CaseScore;
import dev.keepsake.eval.score.WriteMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One case as the page shows it. Everything is text and becomes text there.
public record CasePage(CaseScore score) {

  /// @param role in words
  public record Said(String role, String content) {}

  /// @param kind `good`, `bad` or `plain`
  public record Finding(String kind, String label, String text) {}

  public String id() {
    return score.one().id();
  }

  public List<String> tags() {
    return score.one().tags();
  }

  public String summary() {
    return CaseText.summary(score.one());
  }

  public String rubric() {
    return score.one().rubric();
  }

  /// Whether anything is wrong.
  public boolean fault() {
    return !score.flawless();
  }

  public List<String> existing() {
    return score.one().existingMemories().stream()
        .map(memory -> memory.content() + " (" + memory.type().wireName() + ")")
        .toList();
  }

  public List<Said> conversation() {
    return score.one().conversation().stream()
        .map(message -> new Said(message.role().wireName(), message.content()))
        .toList();
  }

  public List<String> passedOver() {
    return score.seen().passedOver().stream()
        .map(each -> each.reason() + ": " + each.sentence())
        .toList();
  }

  public List<String> calls() {
    return score.seen().attempts().stream().map(CasePage::call).toList();
  }

  private static String call(Attempt attempt) {
    return attempt.tool()
        + " \""
        + attempt.content()
        + "\""
        + attempt.type().map(type -> ", " + type.wireName()).orElse("")
        + attempt.confidence().map(at -> String.format(Locale.ROOT, ", %.2f", at)).orElse("")
        + " → "
        + attempt.action()
        + attempt.rule().map(rule -> " (" + rule + ")").orElse("")
        + attempt.duplicateOf().map(text -> " of \"" + text + "\"").orElse("");
  }

  /// What matched what, what was missed, and what was too much.
  public List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    score.seen().error().ifPresent(error -> findings.add(new Finding("bad", "error", error)));
    score.matches().forEach(match -> findings.add(match(match)));
    score.misses().forEach(miss -> findings.add(new Finding("bad", "missed", CaseText.miss(miss))));
    score
        .excess()
        .forEach(excess -> findings.add(new Finding("bad", "too much", CaseText.excess(excess))));
    score
        .forbidden()
        .forEach(one ->
            findings.add(
                new Finding(
                    "bad",
                    "forbidden",
                    "\"%s\" in \"%s\"".formatted(one.keyword(), one.written().content()))));
    deletes(findings);
    uncounted(findings);
    return findings;
  }

  private static Finding match(WriteMatch match) {
    String found =
        "\"%s\" (%s, %s) for %s by %s"
            .formatted(
                match.written().content(),
                match.written().type().wireName(),
                match.written().fate().wireName(),
                CaseText.expected(match.expected()),
                String.join(", ", match.by()));
    String wrong =
        (match.rightType() ? "" : "; wrong type")
            + (match.superseded()
                ? ""
                : "; replaced nothing that says "
                    + CaseText.keywords(match.expected().supersedesKeywords()));
    return new Finding(wrong.isEmpty() ? "good" : "bad", "matched", found + wrong);
  }

  private void deletes(List<Finding> findings) {
    score
        .deletes()
        .met()
        .forEach(each -> findings.add(new Finding("good", "deleted", each.content())));
    score
        .deletes()
        .missed()
        .forEach(each -> findings.add(new Finding("bad", "not deleted", CaseText.keywords(each))));
    score
        .deletes()
        .unasked()
        .forEach(each -> findings.add(new Finding("bad", "deleted unasked", each.content())));
  }

  /// Writes that did not last and that nobody expected: neither right nor wrong.
  private void uncounted(List<Finding> findings) {
    List<Written> matched = score.matches().stream().map(WriteMatch::written).toList();
    score.seen().writes().stream()
        .filter(written -> written.fate() != Fate.KEPT && !matched.contains(written))
        .forEach(written ->
            findings.add(new Finding("plain", written.fate().wireName(), written.content())));
  }
}
