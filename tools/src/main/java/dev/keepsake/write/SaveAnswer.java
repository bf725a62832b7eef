package dev.keepsake.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.WriteDecision.Confirm;
import dev.keepsake.write.WriteDecision.Create;
import dev.keepsake.write.WriteDecision.Discard;
import dev.keepsake.write.WriteDecision.Duplicate;
import dev.keepsake.write.WriteDecision.Overtaken;
import dev.keepsake.write.WriteDecision.RateLimited;
import dev.keepsake.write.WriteDecision.Reject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Makes the answer of a save, in the words of [SaveOutput], and keeps it for a call that comes
/// again.
final class SaveAnswer {
  private SaveAnswer() {}

  static SaveOutput created(Proposal proposal, Create decision, EmbeddingStatus embedding) {
    String message =
        decision.contradicts().isEmpty()
            ? "Remembered."
            : "Remembered, but it contradicts an earlier memory: if that one no longer holds,"
                + " delete it; next time name it in `supersedes`.";
    return new Draft(SaveAction.CREATED, message + changes(proposal))
        .memory(proposal.id())
        .of(proposal, decision.rule())
        .supersedes(decision.replaced().map(memory -> memory.id()))
        .contradicts(decision.contradicts())
        .embedding(embedding)
        .output();
  }

  /// What the policy has done to the proposal, for whoever made it.
  private static String changes(Proposal proposal) {
    List<String> redacted = proposal.noted().redacted();
    String taken =
        redacted.isEmpty()
            ? ""
            : " What it had of this was taken out first: " + String.join(", ", redacted) + ".";
    return taken
        + proposal
            .noted()
            .expiry()
            .map(given -> " It is forgotten again after " + told(given.after()) + ".")
            .orElse("");
  }

  private static String told(Duration time) {
    return time.toHours() % 24 == 0 && time.toDays() > 0
        ? time.toDays() + " days"
        : time.toMinutes() + " minutes";
  }

  /// Of a memory that was stored, by what is known of it later.
  static SaveOutput remembered(
      MemoryId id, Optional<MemoryId> replaced, EmbeddingStatus embedding) {
    return new Draft(SaveAction.CREATED, "Remembered.")
        .memory(id)
        .write(id)
        .supersedes(replaced)
        .embedding(embedding)
        .output();
  }

  static SaveOutput queued(Proposal proposal, String rule) {
    return new Draft(
            SaveAction.QUEUED,
            "Accepted: it is kept and found already, and decided shortly. Do not save it again."
                + changes(proposal))
        .of(proposal, rule)
        .output();
  }

  /// Of a queued write that nobody has decided yet.
  static SaveOutput waiting(MemoryId write) {
    return new Draft(SaveAction.QUEUED, "Accepted; it waits for its decision.")
        .write(write)
        .output();
  }

  static SaveOutput overtaken(Proposal proposal, Overtaken decision) {
    return new Draft(
            SaveAction.REJECTED,
            "Not stored: it was to replace %s, which is no longer active: %s."
                .formatted(decision.target(), Target.advice(decision.head())))
        .of(proposal, decision.rule())
        .output();
  }

  /// Of a queued write that its user took back.
  static SaveOutput cancelled(MemoryId write, String rule, String policyVersion) {
    return new Draft(SaveAction.DISCARDED, "Not stored: it was deleted before it had been decided.")
        .write(write)
        .rule(rule, policyVersion)
        .output();
  }

  static SaveOutput duplicate(Proposal proposal, Duplicate decision) {
    return new Draft(
            SaveAction.DUPLICATE_SKIPPED, "A memory already says this; nothing was stored.")
        .memory(decision.existing())
        .duplicateOf(decision.existing(), decision.similarity().value())
        .of(proposal, decision.rule())
        .output();
  }

  static SaveOutput confirmNeeded(Proposal proposal, PendingId pending, Confirm decision) {
    String reason = decision.reason().map(given -> " (" + given + ")").orElse("");
    return new Draft(
            SaveAction.CONFIRM_NEEDED,
            "Not stored yet"
                + reason
                + ": ask the user whether this is true, then call confirm_memory with this"
                + " pending_id and their answer."
                + changes(proposal))
        .pending(pending, proposal.content().text())
        .of(proposal, decision.rule())
        .output();
  }

  static SaveOutput discarded(Proposal proposal, Discard decision) {
    return new Draft(
            SaveAction.DISCARDED,
            "Not stored: "
                + decision
                    .reason()
                    .orElse("a rule of the policy (" + decision.rule() + ") discards it."))
        .of(proposal, decision.rule())
        .output();
  }

  static SaveOutput rejected(Proposal proposal, Reject decision) {
    String found =
        decision.detected().stream()
            .map(name -> name.substring(name.indexOf('.') + 1))
            .collect(Collectors.joining(", "));
    return new Draft(
            SaveAction.REJECTED,
            "Not stored"
                + (found.isEmpty() ? ": " : " (" + found + "): ")
                + decision
                    .reason()
                    .orElse("a rule of the policy (" + decision.rule() + ") forbids it."))
        .of(proposal, decision.rule())
        .output();
  }

  static SaveOutput declined(Proposal proposal, String rule) {
    return new Draft(SaveAction.DISCARDED, "Not stored: it was declined.")
        .of(proposal, rule)
        .output();
  }

  static SaveOutput rateLimited(Proposal proposal, RateLimited decision) {
    String when =
        decision
            .retryAfter()
            .map(wait -> " Try again in " + seconds(wait) + " s.")
            .orElse(" No more is accepted in this conversation.");
    return new Draft(
            SaveAction.RATE_LIMITED,
            "Not stored: the limit of " + decision.limit() + " writes is reached." + when)
        .of(proposal, decision.rule())
        .retryAfter(decision.retryAfter().map(SaveAnswer::seconds))
        .output();
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  /// As it is kept for the idempotency key: without the statement, which erasure could not find
  /// there.
  static String stored(SaveOutput answer) {
    return WireJson.write(answer.withoutContent());
  }

  /// The answer that was given before.
  ///
  /// @param content of the call that comes again, which is the same as it was then
  static SaveOutput replayed(String stored, String content) {
    try {
      JsonNode json = WireJson.MAPPER.readTree(stored);
      Optional<PendingId> pending = id(json, "pending_id").map(PendingId::new);
      return new SaveOutput(
          json.path("success").asBoolean(),
          WireName.require(SaveAction.class, json.path("action").asText()),
          id(json, "memory_id").map(MemoryId::new),
          id(json, "write_id").map(MemoryId::new),
          json.path("message").asText(),
          id(json, "duplicate_of").map(MemoryId::new),
          json.has("similarity")
              ? Optional.of(json.get("similarity").asDouble())
              : Optional.empty(),
          id(json, "supersedes").map(MemoryId::new),
          contradicts(json),
          pending,
          pending.map(_ -> content),
          text(json, "rule"),
          text(json, "policy_version"),
          Optional.empty(),
          text(json, "embedding_status").map(word -> WireName.require(EmbeddingStatus.class, word)),
          Optional.of(true));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept answer is not JSON", e);
    }
  }

  private static Optional<List<MemoryId>> contradicts(JsonNode json) {
    if (!json.has("contradicts")) {
      return Optional.empty();
    }
    var ids = new ArrayList<MemoryId>();
    json.get("contradicts").forEach(id -> ids.add(new MemoryId(UUID.fromString(id.asText()))));
    return Optional.of(List.copyOf(ids));
  }

  private static Optional<String> text(JsonNode json, String field) {
    return json.has(field) ? Optional.of(json.get(field).asText()) : Optional.empty();
  }

  private static Optional<UUID> id(JsonNode json, String field) {
    return text(json, field).map(UUID::fromString);
  }

  /// An answer being put together: most have few of its fields.
  private static final class Draft {
    private final SaveAction action;
    private final String message;
    private Optional<MemoryId> memory = Optional.empty();
    private Optional<MemoryId> write = Optional.empty();
    private Optional<MemoryId> duplicateOf = Optional.empty();
    private Optional<Double> similarity = Optional.empty();
    private Optional<MemoryId> supersedes = Optional.empty();
    private Optional<List<MemoryId>> contradicts = Optional.empty();
    private Optional<PendingId> pending = Optional.empty();
    private Optional<String> content = Optional.empty();
    private Optional<String> rule = Optional.empty();
    private Optional<String> policyVersion = Optional.empty();
    private Optional<Long> retryAfter = Optional.empty();
    private Optional<EmbeddingStatus> embedding = Optional.empty();

    Draft(SaveAction action, String message) {
      this.action = action;
      this.message = message;
    }

    Draft memory(MemoryId id) {
      memory = Optional.of(id);
      return this;
    }

    Draft write(MemoryId id) {
      write = Optional.of(id);
      return this;
    }

    Draft duplicateOf(MemoryId id, double cosine) {
      duplicateOf = Optional.of(id);
      similarity = Optional.of(Math.round(cosine * 10_000) / 10_000.0);
      return this;
    }

    Draft supersedes(Optional<MemoryId> id) {
      supersedes = id;
      return this;
    }

    Draft contradicts(List<MemoryId> ids) {
      contradicts = ids.isEmpty() ? Optional.empty() : Optional.of(ids);
      return this;
    }

    Draft pending(PendingId id, String statement) {
      pending = Optional.of(id);
      content = Optional.of(statement);
      return this;
    }

    Draft rule(String name, String version) {
      rule = Optional.of(name);
      policyVersion = Optional.of(version);
      return this;
    }

    Draft of(Proposal proposal, String decidedBy) {
      return write(proposal.id()).rule(decidedBy, proposal.noted().version());
    }

    Draft retryAfter(Optional<Long> seconds) {
      retryAfter = seconds;
      return this;
    }

    Draft embedding(EmbeddingStatus status) {
      embedding = Optional.of(status);
      return this;
    }

    SaveOutput output() {
      return new SaveOutput(
          action.success(),
          action,
          memory,
          write,
          message,
          duplicateOf,
          similarity,
          supersedes,
          contradicts,
          pending,
          content,
          rule,
          policyVersion,
          retryAfter,
          embedding,
          Optional.empty());
    }
  }
}
