package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.policy.Effect;
import dev.keepsake.policy.PolicyDecision;
import dev.keepsake.policy.PolicyDecision.Redaction;
import dev.keepsake.policy.PolicyTrace;
import dev.keepsake.policy.PolicyTrace.Course;
import dev.keepsake.policy.PolicyTrace.Step;
import dev.keepsake.server.console.Table;
import dev.keepsake.server.console.Terminal;
import dev.keepsake.tool.WireJson;

/// How a decision of the policy came about, for people and for scripts.
final class PolicyReport {
  private PolicyReport() {}

  static void print(PolicyTrace trace, Terminal terminal) {
    PolicyDecision decision = trace.decision();
    terminal.line(
        "%s  by %s of policy %s"
            .formatted(
                terminal.ink().bold(decision.outcome().wireName()),
                decision.rule(),
                decision.version()));
    decision.reason().ifPresent(reason -> terminal.line("  because " + reason));
    decision
        .failure()
        .ifPresent(failure -> terminal.line("  " + failure.rule() + ": " + failure.reason()));
    if (!decision.redactions().isEmpty()) {
      terminal.line("  what remains: " + decision.content().text());
    }
    decision
        .expiry()
        .ifPresent(expiry ->
            terminal.line("  forgotten after " + expiry.after() + ", by " + expiry.rule()));
    terminal.line(
        "  found in the text: "
            + (trace.found().isEmpty() ? "nothing" : String.join(", ", trace.found())));
    var table = new Table("LINE", "RULE", "", "WOULD");
    for (Step step : trace.steps()) {
      table.row(
          Integer.toString(step.rule().line()),
          step.rule().name(),
          step.course().word(),
          told(step.rule().effect()));
    }
    table.print(terminal);
  }

  static ObjectNode json(PolicyTrace trace) {
    PolicyDecision decision = trace.decision();
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("outcome", decision.outcome().wireName())
            .put("rule", decision.rule())
            .put("policy_version", decision.version());
    decision.reason().ifPresent(reason -> json.put("reason", reason));
    decision.failure().ifPresent(failure -> json.put("failure", failure.reason()));
    json.put("content", decision.content().text());
    var redactions = json.putArray("redactions");
    for (Redaction one : decision.redactions()) {
      ObjectNode item = redactions.addObject().put("rule", one.rule());
      one.classes().forEach(item.putArray("classes")::add);
    }
    decision
        .expiry()
        .ifPresent(expiry ->
            json.putObject("expiry")
                .put("rule", expiry.rule())
                .put("after", expiry.after().toString()));
    trace.found().forEach(json.putArray("found")::add);
    var rules = json.putArray("rules");
    for (Step step : trace.steps()) {
      rules
          .addObject()
          .put("line", step.rule().line())
          .put("name", step.rule().name())
          .put("course", word(step.course()))
          .put("effect", told(step.rule().effect()));
    }
    return json;
  }

  private static String word(Course course) {
    return course.word().replace(' ', '_');
  }

  private static String told(Effect effect) {
    return switch (effect) {
      case Effect.Decide(var outcome, var _) -> outcome.wireName();
      case Effect.Redact(var classes) -> "redact " + String.join(", ", classes);
      case Effect.ExpireAfter(var time) -> "expire after " + time;
    };
  }
}
