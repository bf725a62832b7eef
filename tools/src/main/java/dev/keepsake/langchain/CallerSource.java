package dev.keepsake.langchain;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import java.util.Optional;

/// Makes a caller of the names that came with a call; `keepsake::caller` is one.
@FunctionalInterface
public interface CallerSource {
  Caller caller(
      Optional<UserName> user,
      Optional<ConversationId> conversation,
      String correlationId,
      Entry entry);
}
