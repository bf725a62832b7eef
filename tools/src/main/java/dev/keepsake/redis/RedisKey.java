package dev.keepsake.redis;

import dev.keepsake.memory.UserId;

/// How keys are named: what belongs to a user is under that user's id, whose braces make one script
/// see one slot of a cluster. No key that a caller chose can touch another user's.
public final class RedisKey {
  private RedisKey() {}

  public static String of(UserId user, String suffix) {
    return "ks:{" + user + "}:" + suffix;
  }
}
