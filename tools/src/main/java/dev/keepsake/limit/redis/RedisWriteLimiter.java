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

/// Counts in sorted sets of Redis: one for what agents wrote for the user in the last hour and one
/// for the conversation, both checked and entered by one script; by the same, one for what programs
/// created in the last minute. Times are exact to the millisecond. The set of a conversation goes
/// 30 days after the last attempt to write in it.
///
/// A place that Redis was away to take back is given back with later calls that it answers. One of
/// a process that ends between reserving and storing stays taken: in the hour until that is over,
/// in the conversation for good.
public final class RedisWriteLimiter implements WriteLimiter {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
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
    return reserve(
        keys(user, conversation),
        List.of(write, at.toEpochMilli(), limits.perHour(), perConversation, HOUR.toMillis()));
  }

  @Override
  public Reservation reserveCreation(UserId user, MemoryId write, Instant at) {
    unreturned.forget(write);
    if (limits.creationsPerMinute() == 0) {
      return UNCOUNTED;
    }
    return reserve(
        creations(user),
        List.of(write, at.toEpochMilli(), limits.creationsPerMinute(), 0, MINUTE.toMillis()));
  }

  private Reservation reserve(List<String> keys, List<Object> numbers) {
    var arguments =
        Stream.concat(numbers.stream(), Stream.of(IDLE_CONVERSATION.toMillis()))
            .map(Object::toString)
            .toList();
    Optional<Object> answer = redis.run(RedisUse.LIMIT, RESERVE, keys, arguments).answer();
    if (answer.isPresent()) {
      returnSome();
    }
    boolean creation = numbers.getLast().equals(MINUTE.toMillis());
    return answer.map(parts -> read(parts, creation)).orElse(UNCOUNTED);
  }

  /// As `reserve.lua` says.
  private Reservation read(Object answer, boolean creation) {
    if (!(answer instanceof List<?> parts)) {
      throw new IllegalStateException("the script answered " + answer);
    }
    if (number(parts, 0) == 1) {
      return new Reservation.Granted((int) number(parts, 1));
    }
    if (!"hour".equals(parts.get(1))) {
      return new Reservation.Refused(
          new Exceeded("rate_limit_conversation", limits.perConversation(), Optional.empty()));
    }
    return new Reservation.Refused(
        new Exceeded(
            creation ? "rate_limit_minute" : "rate_limit_hour",
            creation ? limits.creationsPerMinute() : limits.perHour(),
            Optional.of(Duration.ofMillis(number(parts, 2)))));
  }

  private static long number(List<?> parts, int at) {
    if (!(parts.get(at) instanceof Long number)) {
      throw new IllegalStateException("the script answered " + parts);
    }
    return number;
  }

  @Override
  public void release(UserId user, Optional<ConversationId> conversation, MemoryId write) {
    giveBack(keys(user, conversation), write);
  }

  @Override
  public void releaseCreation(UserId user, MemoryId write) {
    giveBack(creations(user), write);
  }

  private void giveBack(List<String> keys, MemoryId write) {
    if (!limits.equals(RateLimits.OFF) && returned(new Unreturned.Place(keys, write))) {
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

  private static List<String> creations(UserId user) {
    return List.of(RedisKey.of(user, "memory_create:minute:" + user));
  }

  private static List<String> keys(UserId user, Optional<ConversationId> conversation) {
    return Stream.concat(
            Stream.of(RedisKey.of(user, "memory_write:hourly:" + user)),
            conversation.map(id -> RedisKey.of(user, "memory_write:conv:" + id)).stream())
        .toList();
  }
}
