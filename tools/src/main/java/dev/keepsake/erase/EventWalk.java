package dev.keepsake.erase;

import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.store.AuditReads;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Hands over each event that can be read, with whether any words of it are kept. One that cannot
/// is for `audit verify` to tell.
record EventWalk(BiConsumer<ChainedEvent, Boolean> each) implements AuditReads.Link {
  @Override
  public void event(ChainedEvent event, Optional<String> salt) {
    each.accept(event, salt.isPresent());
  }

  @Override
  public void unreadable(long seq, String hash) {
    // its words, if it has any, are found by nobody
  }
}
