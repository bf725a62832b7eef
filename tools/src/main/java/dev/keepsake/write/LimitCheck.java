package dev.keepsake.write;

import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.store.AuditReads;
import dev.keepsake.write.WriteDecision.RateLimited;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Counts what agents have written, from the audit trail, so that the limits survive a restart and
/// hold over every process on the same data. Pure but for what it reads.
final class LimitCheck {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RateLimits limits;

  LimitCheck(RateLimits limits) {
    this.limits = limits;
  }

  /// Which limit, if any, another write at `at` would go over.
  Optional<RateLimited> exceeded(
      AuditReads audit, Optional<ConversationId> conversation, Instant at) {
    return inConversation(audit, conversation).or(() -> inHour(audit, at));
  }

  private Optional<RateLimited> inConversation(
      AuditReads audit, Optional<ConversationId> conversation) {
    if (limits.perConversation() == 0 || conversation.isEmpty()) {
      return Optional.empty();
    }
    long used = audit.agentWrites(conversation.get()).count();
    return used < limits.perConversation()
        ? Optional.empty()
        : Optional.of(
            new RateLimited("rate_limit_conversation", limits.perConversation(), Optional.empty()));
  }

  private Optional<RateLimited> inHour(AuditReads audit, Instant at) {
    if (limits.perHour() == 0) {
      return Optional.empty();
    }
    AuditReads.Usage usage = audit.agentWrites(at.minus(HOUR));
    return usage.count() < limits.perHour()
        ? Optional.empty()
        : Optional.of(
            new RateLimited(
                "rate_limit_hour",
                limits.perHour(),
                usage.oldest().map(oldest -> Duration.between(at, oldest.plus(HOUR)))));
  }
}
