package dev.keepsake.conversation;

import java.time.Duration;

/// How long conversations are kept, and how much of them.
///
/// @param retentionDays after so many days without a message a conversation is removed for good by
///   the next night; 1 to 36,500, default 90
/// @param shortTerm how much stays of a conversation that rests
/// @param autoSummarize whether what is trimmed is folded into the summary, else it is gone;
///   default true
/// @param episode when one is due
public record ConversationSettings(
    int retentionDays, ShortTerm shortTerm, boolean autoSummarize, Threshold episode) {
  public static final ConversationSettings DEFAULTS =
      new ConversationSettings(90, new ShortTerm(12, 24), true, new Threshold(8, 15));

  public static final int MOST_DAYS = 36_500;
  public static final int MOST_MESSAGES = 1_000;
  public static final int MOST_HOURS = 8_760;
  public static final int MOST_THRESHOLD = 1_000_000;

  /// @throws IllegalArgumentException if `retentionDays` is out of range
  public ConversationSettings {
    require("days", retentionDays, MOST_DAYS);
  }

  /// The short-term window.
  ///
  /// @param messages of a conversation that rests so many stay, the newest; 1 to 1,000, default 12
  /// @param hours without a message after which it rests; 1 to 8,760, default 24
  public record ShortTerm(int messages, int hours) {
    /// @throws IllegalArgumentException if one is out of range
    public ShortTerm {
      require("messages", messages, MOST_MESSAGES);
      require("hours", hours, MOST_HOURS);
    }

    Duration window() {
      return Duration.ofHours(hours);
    }
  }

  /// How long a conversation must be for an episode: one of the two is enough. What was trimmed
  /// counts.
  ///
  /// @param userMessages 1 to 1,000,000, default 8
  /// @param messages in all; 1 to 1,000,000, default 15
  public record Threshold(int userMessages, int messages) {
    /// @throws IllegalArgumentException if one is out of range
    public Threshold {
      require("messages of the user", userMessages, MOST_THRESHOLD);
      require("messages", messages, MOST_THRESHOLD);
    }

    public boolean isReached(long ofUser, long all) {
      return ofUser >= userMessages || all >= messages;
    }
  }

  Duration keptFor() {
    return Duration.ofDays(retentionDays);
  }

  private static void require(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          "1 to %d %s are possible, not %d".formatted(most, what, number));
    }
  }
}
