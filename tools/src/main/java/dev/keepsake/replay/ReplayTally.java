package dev.keepsake.replay;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.UserName;
import dev.keepsake.policy.Outcome;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyDecision;
import dev.keepsake.policy.PolicyDecision.Redaction;
import dev.keepsake.policy.PolicyTrace;
import dev.keepsake.policy.WriteFacts;
import dev.keepsake.replay.Replay.Change;
import dev.keepsake.replay.Replay.Example;
import dev.keepsake.replay.Replay.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides writes again and counts what came of them.
final class ReplayTally {
  private static final int EXAMPLES = 3;
  private static final Set<String> AFTER_THE_POLICY = Set.of("cancelled", "supersedes_not_active");

  private final Policy policy;
  private final UserName user;
  private final Map<Change, List<Example>> examples = new LinkedHashMap<>();
  private final Map<Change, Long> counts = new LinkedHashMap<>();
  private long decided;
  private long withoutText;

  ReplayTally(Policy policy, UserName user) {
    this.policy = policy;
    this.user = user;
  }

  void add(ChainedEvent chained) {
    AuditEvent event = chained.event();
    if (event.after().isEmpty()) {
      withoutText++;
      return;
    }
    decided++;
    PolicyTrace trace = policy.trace(facts(event, event.after().get()));
    Change change = change(event, trace.decision());
    counts.merge(change, 1L, Long::sum);
    List<Example> shown = examples.computeIfAbsent(change, _ -> new ArrayList<>());
    if (shown.size() < EXAMPLES) {
      boolean hidden = !trace.found().isEmpty();
      shown.add(
          new Example(chained.seq(), chained.at(), hidden ? Optional.empty() : event.after()));
    }
  }

  private WriteFacts facts(AuditEvent event, String text) {
    EventSubject subject = event.subject().orElseThrow();
    return new WriteFacts(
        new Statement(
            subject.type(),
            new Content(text),
            subject.confidence(),
            subject.importance(),
            subject.tags()),
        event.origin(),
        user.value(),
        event.owner().scope(),
        confirmed(event),
        event.details().containsKey("supersedes"),
        List.of());
  }

  private static boolean confirmed(AuditEvent event) {
    return event.details().containsKey("decided_by");
  }

  private static Change change(AuditEvent event, PolicyDecision now) {
    return new Change(
        event.ruling().rule().orElse(""),
        event.action(),
        then(event),
        now.rule(),
        confirmed(event) && now.outcome() == Outcome.CONFIRM ? Outcome.ACCEPT : now.outcome(),
        now.redactions().stream().map(Redaction::classes).flatMap(List::stream).distinct().toList(),
        now.outcome() != Outcome.REJECT
            && now.outcome() != Outcome.DISCARD
            && now.expiry().isPresent()
            && !event.details().containsKey("expires_by"));
  }

  /// Duplicates and limits are met by what the policy has accepted, and so is what was taken back
  /// or overtaken while it waited.
  private static Outcome then(AuditEvent event) {
    if (event.ruling().rule().filter(AFTER_THE_POLICY::contains).isPresent()) {
      return Outcome.ACCEPT;
    }
    return switch (event.action()) {
      case "confirm_needed" -> Outcome.CONFIRM;
      case "discarded" -> Outcome.DISCARD;
      case "rejected" -> Outcome.REJECT;
      default -> Outcome.ACCEPT;
    };
  }

  Replay replay() {
    List<Group> groups =
        counts.entrySet().stream()
            .map(entry ->
                new Group(
                    entry.getKey(),
                    entry.getValue(),
                    examples.getOrDefault(entry.getKey(), List.of())))
            .sorted(
                Comparator.comparing((Group group) -> !group.change().changes())
                    .thenComparing(Comparator.comparingLong(Group::count).reversed()))
            .toList();
    long changed =
        groups.stream().filter(group -> group.change().changes()).mapToLong(Group::count).sum();
    return new Replay(policy.version(), decided, withoutText, changed, groups);
  }
}
