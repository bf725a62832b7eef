package dev.keepsake.write;

import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.store.AuditReads;
import dev.keepsake.tool.Entry;
import dev.keepsake.write.WriteDecision.RateLimited;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Counts what agents and programs have written, from the audit trail, so that the limits survive a
/// restart and hold over every process on the same data. Pure but for what it reads.
final class LimitCheck {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final RateLimits limits;

  LimitCheck(RateLimits limits) {
    this.limits = limits;
  }

  /// Which limit, if any, another write at `at` would go over.
  Optional<RateLimited> exceeded(
      AuditReads audit, Entry entry, Optional<ConversationId> conversation, Instant at) {
    if (!entry.isLimited()) {
      return Optional.empty();
    }
    return entry.creates() ? inMinute(audit, at) : byAgents(audit, conversation, at);
  }

  private Optional<RateLimited> inMinute(AuditReads audit, Instant at) {
    if (limits.creationsPerMinute() == 0) {
      return Optional.empty();
    }
    return audit
        .findCreation(limits.creationsPerMinute() - 1, at.minus(MINUTE))
        .map(oldest ->
            new RateLimited(
                "rate_limit_minute",
                limits.creationsPerMinute(),
                Optional.of(Duration.between(at, oldest.plus(MINUTE)))));
  }

  private Optional<RateLimited> byAgents(
      AuditReads audit, Optional<ConversationId> conversation, Instant at) {
    return inConversation(audit, conversation).or(() -> inHour(audit, at));
  }

  private Optional<RateLimited> inConversation(
      AuditReads audit, Optional<ConversationId> conversation) {
    if (limits.perConversation() == 0 || conversation.isEmpty()) {
      return Optional.empty();
    }
    return audit.countAgentWrites(conversation.get()) < limits.perConversation()
        ? Optional.empty()
        : Optional.of(
            new RateLimited("rate_limit_conversation", limits.perConversation(), Optional.empty()));
  }

  private Optional<RateLimited> inHour(AuditReads audit, Instant at) {
    if (limits.perHour() == 0) {
      return Optional.empty();
    }
    // the write that must leave the hour before another one fits in
    return audit
        .findAgentWrite(limits.perHour() - 1, at.minus(HOUR))
        .map(oldest ->
            new RateLimited(
                "rate_limit_hour",
                limits.perHour(),
                Optional.of(Duration.between(at, oldest.plus(HOUR)))));
  }
}
