package dev.keepsake.example;

import dev.keepsake.Keepsake;
import dev.keepsake.langchain.KeepsakeToolProvider;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;

/// An assistant that remembers its users.
public interface MemoryAgent {
  String chat(@MemoryId String user, @UserMessage String message);

  static MemoryAgent of(Keepsake keepsake, ChatModel model) {
    return AiServices.builder(MemoryAgent.class)
        .chatModel(model)
        .chatMemoryProvider(user -> MessageWindowChatMemory.withMaxMessages(20))
        .systemMessageProvider(user -> keepsake.prompts().require("instructions").text())
        .toolProvider(KeepsakeToolProvider.memoryIdIsUser(keepsake.tools(), keepsake::caller))
        .build();
  }
}
