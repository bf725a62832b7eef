package dev.keepsake.write;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.Statement;
import dev.keepsake.write.WriteDecision.Create;
import dev.keepsake.write.WriteDecision.Duplicate;
import dev.keepsake.write.WriteDecision.Overtaken;
import dev.keepsake.write.WriteDecision.RateLimited;
import dev.keepsake.write.WriteDecision.Reject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The audit events of one proposal.
record WriteEvents(Proposal proposal, Instant now) {

  AuditEvent created(Create decision) {
    var details = details();
    decision.replaced().ifPresent(memory -> details.put("supersedes", memory.id().toString()));
    if (!decision.contradicts().isEmpty()) {
      details.put(
          "contradicts",
          decision.contradicts().stream().map(MemoryId::toString).collect(Collectors.joining(" ")));
    }
    return event(
        decision.origin(proposal.origin()),
        Operation.CREATE,
        SaveAction.CREATED.wireName(),
        Optional.of(proposal.id()),
        proposal.statement(),
        decision.rule(),
        details,
        Optional.empty());
  }

  /// Of the memory that `decision` replaces.
  AuditEvent superseded(Memory replaced, Create decision) {
    var details = details();
    details.put("superseded_by", proposal.id().toString());
    return event(
        proposal.origin(),
        Operation.SUPERSEDE,
        "superseded",
        Optional.of(replaced.id()),
        replaced.statement(),
        decision.rule(),
        details,
        Optional.of(replaced.content().text()));
  }

  /// Of a memory that was changed in place.
  ///
  /// @param changed the names of its fields
  /// @param kept the memory that has the words of before, if they changed
  AuditEvent updated(
      Memory before, Create decision, List<String> changed, Optional<MemoryId> kept) {
    var details = details();
    details.put("changed", String.join(" ", changed));
    kept.ifPresent(id -> details.put("old_text", id.toString()));
    return event(
        decision.origin(proposal.origin()),
        Operation.UPDATE,
        "updated",
        Optional.of(before.id()),
        proposal.statement(),
        decision.rule(),
        details,
        kept.map(_ -> before.content().text()));
  }

  AuditEvent duplicate(Duplicate decision) {
    var details = details();
    details.put("duplicate_of", decision.existing().toString());
    details.put("similarity", Double.toString(decision.similarity().value()));
    return refused(SaveAction.DUPLICATE_SKIPPED, decision.rule(), details);
  }

  AuditEvent confirmNeeded(PendingId pending, String rule) {
    var details = details();
    details.put("pending_id", pending.toString());
    return event(
        proposal.origin(),
        Operation.CONFIRM,
        SaveAction.CONFIRM_NEEDED.wireName(),
        Optional.empty(),
        proposal.statement(),
        rule,
        details,
        Optional.empty());
  }

  /// That a confirmation was given or refused, and what came of it.
  ///
  /// @param waited the statement as it had been proposed
  AuditEvent answered(Content waited, SaveOutput answer) {
    // what was taken out of the text is kept nowhere
    boolean corrected =
        !waited.equals(proposal.content()) && proposal.noted().redactions().isEmpty();
    return event(
        proposal.origin(),
        Operation.CONFIRM,
        answer.action().wireName(),
        answer.memoryId(),
        proposal.statement(),
        answer.rule().orElseThrow(),
        details(),
        corrected ? Optional.of(waited.text()) : Optional.empty());
  }

  AuditEvent discarded(String rule) {
    return refused(SaveAction.DISCARDED, rule, details());
  }

  AuditEvent rejected(Reject decision) {
    var details = details();
    if (!decision.detected().isEmpty()) {
      details.put("detected", String.join(" ", decision.detected()));
    }
    return refused(SaveAction.REJECTED, decision.rule(), details);
  }

  AuditEvent overtaken(Overtaken decision) {
    var details = details();
    details.put("supersedes", decision.target().toString());
    decision.head().ifPresent(head -> details.put("head", head.toString()));
    return refused(SaveAction.REJECTED, decision.rule(), details);
  }

  AuditEvent rateLimited(RateLimited decision) {
    var details = details();
    details.put("limit", Integer.toString(decision.limit()));
    return refused(SaveAction.RATE_LIMITED, decision.rule(), details);
  }

  /// Of the memory whose time is over and that stands in the way of the proposal.
  Expiry expiry() {
    return new Expiry(proposal.owner(), proposal.caller(), proposal.noted().version(), details());
  }

  private AuditEvent refused(SaveAction action, String rule, SortedMap<String, String> details) {
    return event(
        proposal.origin(),
        Operation.REFUSE,
        action.wireName(),
        Optional.empty(),
        proposal.statement(),
        rule,
        details,
        Optional.empty());
  }

  private AuditEvent event(
      Origin origin,
      Operation operation,
      String action,
      Optional<MemoryId> memory,
      Statement subject,
      String rule,
      SortedMap<String, String> details,
      Optional<String> before) {
    return new AuditEvent(
        proposal.owner(),
        operation,
        action,
        memory,
        Optional.of(EventSubject.of(subject)),
        origin,
        new Ruling(Optional.of(rule), proposal.noted().version(), Optional.empty()),
        proposal.caller().correlationId(),
        details,
        before,
        Optional.of(proposal.content().text()),
        Math.max(0, now.toEpochMilli() - proposal.arrivedAt().toEpochMilli()));
  }

  private SortedMap<String, String> details() {
    var details = new TreeMap<String, String>();
    details.put("write_id", proposal.id().toString());
    proposal.noted().tell(details);
    proposal
        .confirmation()
        .ifPresent(given -> {
          details.put("pending_id", given.pending().toString());
          details.put("decided_by", Confirmation.by(proposal.caller()));
        });
    return details;
  }
}
