package dev.keepsake.store;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;

/// Which conversation, and whose.
public record ConversationKey(Owner owner, ConversationId id) {}
