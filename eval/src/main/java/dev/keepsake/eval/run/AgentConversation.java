package dev.keepsake.eval.run;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.extract.Message;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.ToolRequest;
import java.util.ArrayList;
import java.util.List;

/// A model in the conversation of a case. At each message of the user it is asked, and what it
/// calls is run and answered, until it calls nothing more. What it then says to the user is
/// dropped, and the case's own next message stands in its place: so every model goes through the
/// same conversation. For one case; not thread-safe.
final class AgentConversation {
  /// How often a model may call tools about one message, before it is taken for endless.
  static final int MAX_ROUNDS = 8;

  /// The name under which what the case says of other tools is put.
  private static final String OTHER_TOOL = "other_tool";

  private final ChatModel model;
  private final AgentTexts texts;
  private final ToolsOverHttp tools;
  private final UsageTally tally;
  private final List<ChatMessage> history = new ArrayList<>();
  private final List<ToolUse> uses = new ArrayList<>();

  AgentConversation(ChatModel model, AgentTexts texts, ToolsOverHttp tools, UsageTally tally) {
    this.model = model;
    this.texts = texts;
    this.tools = tools;
    this.tally = tally;
    history.add(new ChatMessage.System(texts.systemPrompt()));
  }

  /// Every call of a tool that there is, in order.
  List<ToolUse> uses() {
    return List.copyOf(uses);
  }

  /// @throws dev.keepsake.error.MemoryException if the model or the server fails
  void run(WriteCase one, CaseStore store) {
    for (Message message : one.conversation()) {
      store.reach(message);
      if (!message.content().isBlank()) { // endpoints refuse a message without words
        hear(message);
      }
    }
  }

  private void hear(Message message) {
    String text = message.content();
    switch (message.role()) {
      case USER -> {
        history.add(new ChatMessage.User(text));
        takeTurn();
      }
      case ASSISTANT -> history.add(new ChatMessage.Assistant(text, List.of()));
      case SYSTEM -> history.add(new ChatMessage.System(text));
      case TOOL -> {
        // a result is taken only behind the call that it answers
        var call = new ToolRequest("case_" + history.size(), OTHER_TOOL, "{}");
        history.add(new ChatMessage.Assistant("", List.of(call)));
        history.add(new ChatMessage.ToolResult(call.id(), call.tool(), text));
      }
    }
  }

  private void takeTurn() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      ChatAnswer answer = model.ask(new ChatRequest(history, texts.tools()));
      tally.answered(answer);
      if (answer.toolRequests().isEmpty()) {
        return;
      }
      history.add(new ChatMessage.Assistant(answer.text(), answer.toolRequests()));
      answer.toolRequests().forEach(this::use);
    }
    tally.endlessTurn();
  }

  private void use(ToolRequest request) {
    ToolUse use = tools.call(request);
    boolean offered = texts.offers(request.tool());
    tally.called(use, offered);
    if (offered) {
      uses.add(use);
    }
    history.add(new ChatMessage.ToolResult(request.id(), request.tool(), use.answer().toString()));
  }
}
