package dev.keepsake.rules;

import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A counter with so many places for everybody, that never forgets a write.
final class CountingLimiter implements WriteLimiter {
  private final int places;
  private final Set<MemoryId> taken = new LinkedHashSet<>();
  private final List<Optional<ConversationId>> conversations = new ArrayList<>();

  CountingLimiter(int places) {
    this.places = places;
  }

  @Override
  public synchronized Reservation reserve(
      UserId user, Optional<ConversationId> conversation, MemoryId write, Instant at) {
    conversations.add(conversation);
    if (taken.size() >= places) {
      return new Reservation.Refused(
          new Exceeded("rate_limit_hour", places, Optional.of(Duration.ofMinutes(7))));
    }
    taken.add(write);
    return new Reservation.Granted(places - taken.size());
  }

  @Override
  public synchronized void release(
      UserId user, Optional<ConversationId> conversation, MemoryId write) {
    taken.remove(write);
    conversations.add(conversation);
  }

  @Override
  public Reservation reserveCreation(UserId user, MemoryId write, Instant at) {
    return reserve(user, Optional.empty(), write, at);
  }

  @Override
  public void releaseCreation(UserId user, MemoryId write) {
    release(user, Optional.empty(), write);
  }

  synchronized List<String> taken() {
    return taken.stream().map(MemoryId::toString).toList();
  }

  /// Of every reservation and release.
  synchronized List<Optional<ConversationId>> conversations() {
    return List.copyOf(conversations);
  }
}
