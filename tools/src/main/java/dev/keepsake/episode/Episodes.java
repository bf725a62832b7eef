package dev.keepsake.episode;

import dev.keepsake.conversation.ConversationSettings;
import dev.keepsake.job.WorkBell;
import dev.keepsake.memory.IdSource;
import dev.keepsake.store.EpisodeQueue;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.write.EpisodeWrites;
import java.time.InstantSource;

/// All that makes episodes. Thread-safe.
public record Episodes(
    Users users,
    Transactions transactions,
    EpisodeQueue queue,
    EpisodeSummary summary,
    EpisodeWrites writes,
    ConversationSettings.Threshold threshold,
    WorkBell bell,
    InstantSource clock,
    IdSource ids) {

  EpisodeMaker maker() {
    return new EpisodeMaker(transactions, summary, writes, clock);
  }

  public SummarizeEpisode tool() {
    return new SummarizeEpisode(users, transactions, this, threshold, bell, clock, ids);
  }

  public EpisodeWorker worker() {
    return new EpisodeWorker(queue, transactions, maker(), clock, ids);
  }
}
