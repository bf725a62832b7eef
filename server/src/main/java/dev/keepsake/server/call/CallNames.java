package dev.keepsake.server.call;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import java.util.Optional;

/// For whom and in which conversation a call is made, as its transport says.
public record CallNames(
    Optional<UserName> user, Optional<ConversationId> conversation, String correlationId) {}
