package dev.keepsake.store;

import java.time.Instant;
import java.util.List;

/// Episodes that are to be made, over all users.
public interface EpisodeQueue {

  /// Takes episodes whose turn it is at `now`, for `worker` alone until `lease`: those that were
  /// never tried first, else the oldest. In no order.
  List<ConversationKey> claimEpisodes(Instant now, Instant lease, String worker, int limit);
}
