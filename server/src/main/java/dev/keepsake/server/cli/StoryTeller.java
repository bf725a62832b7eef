package dev.keepsake.server.cli;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.history.MemoryHistory.Story;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Status;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Terminal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/// The life of a memory, for people.
final class StoryTeller {
  private StoryTeller() {}

  static void tell(Story story, Terminal terminal) {
    terminal.line(terminal.ink().bold("Versions, oldest first"));
    story.chain().forEach(memory -> tell(memory, terminal));
    if (story.chain().isEmpty()) {
      terminal.line("  None held at that time.");
    }
    terminal.line("");
    terminal.line(terminal.ink().bold("What happened"));
    story.events().forEach(event -> tell(event, terminal));
  }

  private static void tell(Memory memory, Terminal terminal) {
    String status = memory.status().wireName();
    String painted =
        memory.status() == Status.ACTIVE
            ? terminal.ink().green(status)
            : terminal.ink().yellow(status);
    terminal.line(terminal.cut("  " + Plain.line(memory.content().text())));
    terminal.line("    " + painted + terminal.ink().dim(", believed " + belief(memory)));
    terminal.line(terminal.ink().dim("    " + validity(memory)));
    terminal.line(terminal.ink().dim("    " + memory.id()));
  }

  private static String belief(Memory memory) {
    String from = "from " + shown(memory.lifetime().recordedAt());
    return memory.lifetime().supersededAt().map(end -> from + " to " + shown(end)).orElse(from);
  }

  /// What was corrected from its beginning never held.
  private static String validity(Memory memory) {
    Instant begin = memory.lifetime().validFrom();
    String from = "held from " + shown(begin);
    return memory
        .lifetime()
        .validTo()
        .map(end -> begin.isBefore(end) ? from + " to " + shown(end) : "never held")
        .orElse(from);
  }

  private static void tell(ChainedEvent chained, Terminal terminal) {
    AuditEvent event = chained.event();
    String when = shown(chained.at());
    String what = event.operation().wireName() + ", " + Plain.line(event.action());
    String who =
        "by %s over %s"
            .formatted(event.origin().provenance().wireName(), event.origin().source().wireName());
    terminal.line(terminal.cut("  #%d  %s  %s, %s".formatted(chained.seq(), when, what, who)));
    String facts = facts(event);
    if (!facts.isEmpty()) {
      terminal.line(terminal.ink().dim("      " + facts));
    }
  }

  private static String facts(AuditEvent event) {
    String details =
        event.details().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    String rule = event.ruling().rule().map(r -> "rule " + r).orElse("");
    String reason = event.ruling().reason().orElse("");
    return Plain.line(
        java.util.stream.Stream.of(rule, reason, details)
            .filter(s -> !s.isEmpty())
            .collect(Collectors.joining("; ")));
  }

  static String shown(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }
}
