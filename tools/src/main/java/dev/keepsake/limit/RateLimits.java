package dev.keepsake.limit;

/// How many writes are accepted; 0 switches a limit off.
///
/// @param perConversation of agents in one conversation, for as long as it lives; default 10
/// @param perHour of agents for one user, in any 60 minutes; default 25
/// @param creationsPerMinute of programs for one user, in any 60 seconds; default 100
public record RateLimits(int perConversation, int perHour, int creationsPerMinute) {
  public static final RateLimits DEFAULTS = new RateLimits(10, 25, 100);
  public static final RateLimits OFF = new RateLimits(0, 0, 0);

  /// With the usual limit of programs.
  public RateLimits(int perConversation, int perHour) {
    this(perConversation, perHour, DEFAULTS.creationsPerMinute());
  }

  /// @throws IllegalArgumentException if one is negative
  public RateLimits {
    if (perConversation < 0 || perHour < 0 || creationsPerMinute < 0) {
      throw new IllegalArgumentException("a rate limit must not be negative; 0 switches it off");
    }
  }
}
