package dev.keepsake.conversation;

import dev.keepsake.job.WorkBell;
import dev.keepsake.memory.IdSource;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.store.Schedules;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.summary.Summarizer;
import dev.keepsake.tool.Tool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All that can be done with conversations. Thread-safe.
public final class Conversations {
  private final List<Tool<?, ?>> operations;
  private final ConversationCleanup cleanup;

  /// Where conversations are.
  ///
  /// @param bell rung when an episode is due
  public record Where(
      Users users,
      Transactions transactions,
      SweepQueue sweeps,
      Schedules schedules,
      WorkBell bell) {}

  /// @param classes find secrets
  /// @param summarizer of what is trimmed
  public Conversations(
      Where where,
      SensitiveClasses classes,
      Summarizer summarizer,
      ConversationSettings settings,
      IdSource ids,
      InstantSource clock) {
    var owners = new ConversationOwners(where.users());
    Transactions transactions = where.transactions();
    var trimming =
        new Trimming(
            transactions, Optional.of(summarizer).filter(_ -> settings.autoSummarize()), clock);
    var whole =
        new ConversationOperations(
            owners, transactions, trimming, settings.shortTerm().messages(), clock, ids);
    var messages =
        new MessageOperations(
            owners,
            transactions,
            new MessageReader(classes, ids),
            settings.episode(),
            where.bell(),
            clock);
    this.operations = Stream.concat(whole.all().stream(), messages.all().stream()).toList();
    this.cleanup =
        new ConversationCleanup(
            where.sweeps(), transactions, where.schedules(), trimming, settings, clock);
  }

  /// For programs.
  public List<Tool<?, ?>> operations() {
    return operations;
  }

  public ConversationCleanup cleanup() {
    return cleanup;
  }
}
