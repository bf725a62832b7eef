package dev.keepsake.server.config;

import dev.keepsake.conversation.ConversationSettings;
import dev.keepsake.conversation.ConversationSettings.ShortTerm;
import dev.keepsake.conversation.ConversationSettings.Threshold;
import java.util.List;

/// The settings of conversations.
final class TalkSettings {
  private static final ConversationSettings DEFAULTS = ConversationSettings.DEFAULTS;

  final Setting<Integer> retentionDays =
      whole(
          "retention_days",
          DEFAULTS.retentionDays(),
          ConversationSettings.MOST_DAYS,
          "days without a message after which a conversation is removed for good, at night");
  final Setting<Integer> messages =
      whole(
          "short_term_max_messages",
          DEFAULTS.shortTerm().messages(),
          ConversationSettings.MOST_MESSAGES,
          "messages that stay of a conversation that rests; the older ones are trimmed");
  final Setting<Integer> hours =
      whole(
          "short_term_ttl_hours",
          DEFAULTS.shortTerm().hours(),
          ConversationSettings.MOST_HOURS,
          "hours without a message after which a conversation rests");
  final Setting<Boolean> summarize =
      new Setting<>(
          "auto_summarize",
          Boolean.toString(DEFAULTS.autoSummarize()),
          Kind.flag(),
          "whether what is trimmed of a conversation is folded into its summary; else it is gone");
  final Setting<Integer> episodeOfUser =
      whole(
          "episode_user_message_threshold",
          DEFAULTS.episode().userMessages(),
          ConversationSettings.MOST_THRESHOLD,
          "messages of the user after which a conversation is long enough for an episode");
  final Setting<Integer> episodeOfAll =
      whole(
          "episode_total_message_threshold",
          DEFAULTS.episode().messages(),
          ConversationSettings.MOST_THRESHOLD,
          "messages of all after which it is so, too");

  private static Setting<Integer> whole(String name, int fallback, int most, String doc) {
    return new Setting<>(name, Integer.toString(fallback), Kind.whole(1, most), doc);
  }

  List<Setting<?>> all() {
    return List.of(retentionDays, messages, hours, summarize, episodeOfUser, episodeOfAll);
  }

  ConversationSettings read(TokenReader.Values values) {
    return new ConversationSettings(
        values.of(retentionDays),
        new ShortTerm(values.of(messages), values.of(hours)),
        values.of(summarize),
        new Threshold(values.of(episodeOfUser), values.of(episodeOfAll)));
  }
}
