package dev.keepsake.langchain;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.memory.ChatMemoryService;
import java.util.Optional;
import java.util.function.Function;

/// Reads user and conversation off an invocation.
///
/// @param memoryIdIsUser otherwise it is the conversation
record InvocationCallers(CallerSource source, boolean memoryIdIsUser)
    implements Function<InvocationContext, Caller> {

  @Override
  public Caller apply(InvocationContext context) {
    Optional<String> memoryId = memoryId(context);
    Optional<String> user =
        memoryIdIsUser ? memoryId : parameter(context, KeepsakeToolProvider.USER_ID);
    if (user.isEmpty()) {
      throw new MemoryException(ErrorCode.USER_REQUIRED, howToNameTheUser());
    }
    Optional<String> conversation =
        parameter(context, KeepsakeToolProvider.CONVERSATION_ID)
            .or(() -> memoryIdIsUser ? Optional.empty() : memoryId);
    return source.caller(
        user.map(name -> make("user", name, UserName::new)),
        conversation.map(name -> make("conversation", name, ConversationId::new)),
        Optional.ofNullable(context.invocationId()).map(Object::toString).orElse("langchain4j"),
        Entry.AGENT);
  }

  private String howToNameTheUser() {
    return memoryIdIsUser
        ? "The call names no user: the application must pass one as the @MemoryId."
        : "The call names no user: the application must pass one as the invocation parameter "
            + KeepsakeToolProvider.USER_ID
            + ".";
  }

  /// A service without `@MemoryId` has the same id for everybody.
  private static Optional<String> memoryId(InvocationContext context) {
    return Optional.ofNullable(context.chatMemoryId())
        .map(Object::toString)
        .filter(id -> !id.equals(ChatMemoryService.DEFAULT));
  }

  private static Optional<String> parameter(InvocationContext context, String name) {
    return Optional.ofNullable(context.invocationParameters())
        .map(parameters -> parameters.<Object>get(name))
        .map(Object::toString);
  }

  private static <T> T make(String what, String name, Function<String, T> type) {
    try {
      return type.apply(name);
    } catch (IllegalArgumentException e) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT,
          "The name of the %s is not valid: %s.".formatted(what, e.getMessage()),
          e);
    }
  }
}
