package dev.keepsake.limit;

/// How many writes of agents are accepted; 0 switches a limit off.
///
/// @param perConversation in one conversation, for as long as it lives; default 10
/// @param perHour of one user, in any 60 minutes; default 25
public record RateLimits(int perConversation, int perHour) {
  public static final RateLimits DEFAULTS = new RateLimits(10, 25);
  public static final RateLimits OFF = new RateLimits(0, 0);

  /// @throws IllegalArgumentException if one is negative
  public RateLimits {
    if (perConversation < 0 || perHour < 0) {
      throw new IllegalArgumentException("a rate limit must not be negative; 0 switches it off");
    }
  }
}
