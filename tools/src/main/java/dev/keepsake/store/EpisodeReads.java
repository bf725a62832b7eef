package dev.keepsake.store;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import java.util.Optional;

/// The episodes of one open transaction's user, to read.
public interface EpisodeReads {

  Optional<Episode> find(Owner owner, ConversationId id);
}
