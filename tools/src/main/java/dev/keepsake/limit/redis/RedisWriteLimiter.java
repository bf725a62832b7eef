package dev.keepsake.limit.redis;

import dev.keepsake.limit.RateLimits;
import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.RedisUse;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.RedisKey;
import dev.keepsake.redis.Reply;
import dev.keepsake.redis.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Counts in two sorted sets of Redis, one for the user's last hour and one for the conversation,
/// both checked and entered by one script. Times are exact to the millisecond. The set of a
/// conversation goes 30 days after the last attempt to write in it.
///
/// A place that Redis was away to take back is given back with later calls that it answers. One of
/// a process that ends between reserving and storing stays taken: in the hour until that is over,
/// in the conversation for good.
public final class RedisWriteLimiter implements WriteLimiter {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration IDLE_CONVERSATION = Duration.ofDays(30);

  /// So that the call that meets a Redis that is back is no long one.
  private static final int RETURNED_AT_ONCE = 10;

  private static final Script RESERVE = Script.load(RedisWriteLimiter.class, "reserve");
  private static final Script RELEASE = Script.load(RedisWriteLimiter.class, "release");
  private static final Reservation UNCOUNTED = new Reservation.Granted(-1);

  private final Redis redis;
  private final RateLimits limits;
  private final Unreturned unreturned = new Unreturned();

  public RedisWriteLimiter(Redis redis, RateLimits limits) {
    this.redis = redis;
    this.limits = limits;
  }

  @Override
  public Reservation reserve(
      UserId user, Optional<ConversationId> conversation, MemoryId write, Instant at) {
    unreturned.forget(write);
    int perConversation = conversation.isPresent() ? limits.perConversation() : 0;
    if (perConversation == 0 && limits.perHour() == 0) {
      return UNCOUNTED;
    }
    var arguments =
        Stream.of(
                write,
                at.toEpochMilli(),
                limits.perHour(),
                perConversation,
                HOUR.toMillis(),
                IDLE_CONVERSATION.toMillis())
            .map(Object::toString)
            .toList();
    Optional<Object> answer =
        redis.run(RedisUse.LIMIT, RESERVE, keys(user, conversation), arguments).answer();
    if (answer.isPresent()) {
      returnSome();
    }
    return answer.map(this::read).orElse(UNCOUNTED);
  }

  /// As `reserve.lua` says.
  private Reservation read(Object answer) {
    if (!(answer instanceof List<?> parts)) {
      throw new IllegalStateException("the script answered " + answer);
    }
    if (number(parts, 0) == 1) {
      return new Reservation.Granted((int) number(parts, 1));
    }
    boolean hour = "hour".equals(parts.get(1));
    return new Reservation.Refused(
        hour
            ? new Exceeded(
                "rate_limit_hour",
                limits.perHour(),
                Optional.of(Duration.ofMillis(number(parts, 2))))
            : new Exceeded("rate_limit_conversation", limits.perConversation(), Optional.empty()));
  }

  private static long number(List<?> parts, int at) {
    if (!(parts.get(at) instanceof Long number)) {
      throw new IllegalStateException("the script answered " + parts);
    }
    return number;
  }

  @Override
  public void release(UserId user, Optional<ConversationId> conversation, MemoryId write) {
    if (!limits.equals(RateLimits.OFF)
        && returned(new Unreturned.Place(keys(user, conversation), write))) {
      returnSome();
    }
  }

  private void returnSome() {
    for (int i = 0; i < RETURNED_AT_ONCE; i++) {
      if (!unreturned.next().map(this::returned).orElse(false)) {
        return;
      }
    }
  }

  /// @return whether Redis answered; else it is tried again later
  private boolean returned(Unreturned.Place place) {
    var write = List.of(place.write().toString());
    return switch (redis.run(RedisUse.LIMIT, RELEASE, place.keys(), write)) {
      case Reply.Answered<Object> _ -> true;
      case Reply.Refused<Object> _ -> true; // nothing is counted under such a key
      case Reply.Away<Object> _ -> {
        unreturned.add(place);
        yield false;
      }
    };
  }

  private static List<String> keys(UserId user, Optional<ConversationId> conversation) {
    return Stream.concat(
            Stream.of(RedisKey.of(user, "memory_write:hourly:" + user)),
            conversation.map(id -> RedisKey.of(user, "memory_write:conv:" + id)).stream())
        .toList();
  }
}
