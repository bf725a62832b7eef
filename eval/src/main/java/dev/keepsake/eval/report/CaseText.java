package dev.keepsake.eval.report;

import dev.keepsake.eval.dataset.ExpectedWrite;
import dev.keepsake.eval.dataset.Keyword;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.score.CaseScore;
import dev.keepsake.eval.score.WriteExcess;
import dev.keepsake.eval.score.WriteMatch;
import dev.keepsake.eval.score.WriteMiss;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A case and what is wrong with its result, in words.
final class CaseText {
  private static final int SUMMARY = 120;

  private CaseText() {}

  /// What the user says first, shortened, and how many messages there are.
  static String summary(WriteCase one) {
    String first =
        one.conversation().stream()
            .filter(message -> message.role() == Role.USER)
            .findFirst()
            .or(() -> one.conversation().stream().findFirst())
            .map(Message::content)
            .orElse("")
            .strip()
            .replaceAll("\\s+", " ");
    String cut =
        first.codePointCount(0, first.length()) <= SUMMARY
            ? first
            : first.substring(0, first.offsetByCodePoints(0, SUMMARY - 1)) + "…";
    int messages = one.conversation().size();
    return messages == 1 ? cut : "%s (%d messages)".formatted(cut, messages);
  }

  /// Such as `berlin + (lives | moved)`.
  static String keywords(List<Keyword> keywords) {
    return keywords.stream()
        .map(keyword ->
            keyword.alternatives().size() == 1
                ? keyword.alternatives().getFirst()
                : "(" + String.join(" | ", keyword.alternatives()) + ")")
        .collect(Collectors.joining(" + "));
  }

  /// With the types that are right, if not all are.
  static String expected(ExpectedWrite write) {
    return keywords(write.contentKeywords()) + types(write);
  }

  private static String types(ExpectedWrite write) {
    return write.types().isEmpty()
        ? ""
        : write.types().stream()
            .map(MemoryType::wireName)
            .sorted()
            .collect(Collectors.joining(" or ", " as ", ""));
  }

  static String miss(WriteMiss miss) {
    String attempt =
        miss.attempt()
            .map(one ->
                ": \"%s\" was answered %s%s%s"
                    .formatted(
                        one.content(),
                        one.action(),
                        one.rule().map(rule -> " by " + rule).orElse(""),
                        one.duplicateOf().map(text -> " (\"" + text + "\")").orElse("")))
            .orElse("");
    return "missed %s [%s]%s"
        .formatted(expected(miss.expected()), miss.stage().wireName(), attempt);
  }

  static String excess(WriteExcess excess) {
    return "too much: \"%s\"%s"
        .formatted(
            excess.written().content(),
            excess
                .trap()
                .map(trap -> ", which must not be written (" + expected(trap) + ")")
                .orElse(""));
  }

  static String wrongType(WriteMatch match) {
    return "\"%s\" is a %s, expected %s"
        .formatted(
            match.written().content(),
            match.written().type().wireName(),
            expected(match.expected()));
  }

  /// Everything that is wrong, a sentence each; empty if nothing is.
  static List<String> faults(CaseScore score) {
    var faults = new ArrayList<String>();
    score.seen().error().ifPresent(error -> faults.add("error: " + error));
    score.misses().forEach(miss -> faults.add(miss(miss)));
    score.excess().forEach(excess -> faults.add(excess(excess)));
    score
        .forbidden()
        .forEach(one ->
            faults.add(
                "forbidden \"%s\" in \"%s\"".formatted(one.keyword(), one.written().content())));
    for (WriteMatch match : score.matches()) {
      if (!match.rightType()) {
        faults.add("wrong type: " + wrongType(match));
      }
      if (!match.superseded()) {
        faults.add(
            "\"%s\" replaced nothing that says %s"
                .formatted(
                    match.written().content(), keywords(match.expected().supersedesKeywords())));
      }
    }
    score.deletes().missed().forEach(one -> faults.add("not deleted: " + keywords(one)));
    score
        .deletes()
        .unasked()
        .forEach(one -> faults.add("deleted unasked: \"" + one.content() + "\""));
    return faults;
  }
}
