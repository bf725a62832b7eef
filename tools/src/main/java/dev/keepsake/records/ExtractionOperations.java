package dev.keepsake.records;

import dev.keepsake.error.MemoryException;
import dev.keepsake.extract.ExtractMemories;
import dev.keepsake.extract.ExtractionOutcome;
import dev.keepsake.extract.ExtractionOutcome.Use;
import dev.keepsake.extract.Message;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.records.Extractions.Extracted;
import dev.keepsake.records.Extractions.Input;
import dev.keepsake.records.Extractions.Left;
import dev.keepsake.records.Extractions.MessageInput;
import dev.keepsake.records.Extractions.Step;
import dev.keepsake.records.Extractions.Stored;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.InputShape;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.Operation;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.tool.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Has conversations read that programs hand over. Thread-safe.
public final class ExtractionOperations {
  private static final InputShape<MessageInput> SHAPE =
      new InputShape<>("a message", MessageInput.class);

  private final ExtractMemories extract;
  private final ExtractableConversations conversations;

  public ExtractionOperations(ExtractMemories extract, Users users, Transactions transactions) {
    this.extract = extract;
    this.conversations = new ExtractableConversations(users, transactions);
  }

  public List<Tool<?, ?>> all() {
    return List.of(
        Operation.writing("extract_memories", Input.class, Extracted.class, this::extract),
        Operation.writing(
            "extract_conversation", Stored.class, Extracted.class, this::extractStored));
  }

  /// Message by message, as they were said: a later one may correct what an earlier one says.
  private Extracted extractStored(Caller caller, Stored input) {
    caller.require(Right.READ); // it tells what was said
    var _ = caller.requireUser();
    Caller within = caller.in(Optional.of(input.id()));
    return conversations.find(caller, input.id(), input.last()).stream()
        .map(conversation -> told(extract.run(within, conversation)))
        .reduce(Extracted::and)
        .orElseGet(Extracted::nothing);
  }

  private Extracted extract(Caller caller, Input input) {
    var _ = caller.requireUser(); // before a model is asked for nobody
    var conversation = new ArrayList<Message>();
    for (int i = 0; i < input.messages().size(); i++) {
      conversation.add(message(i, input.messages().get(i)));
    }
    return told(extract.run(caller, conversation));
  }

  private static Message message(int index, Unread unread) {
    if (!unread.json().isObject()) {
      throw MemoryException.ofField(
          "messages", "`messages[%d]`: it must be a JSON object.".formatted(index));
    }
    return switch (SHAPE.read(unread.json())) {
      case Reading.Read<MessageInput>(var read) ->
          new Message(read.role(), read.content().orElse(""), read.sentAt());
      case Reading.Refused<MessageInput>(var problems) ->
          throw MemoryException.ofField(
              "messages[%d].%s".formatted(index, problems.getFirst().field()),
              "`messages[%d]`: %s".formatted(index, problems.getFirst().detail()));
    };
  }

  private static Extracted told(ExtractionOutcome outcome) {
    return new Extracted(
        outcome.by(),
        outcome.uses().stream().map(ExtractionOperations::step).toList(),
        outcome.passedOver().stream().map(one -> new Left(one.sentence(), one.reason())).toList(),
        outcome.notices());
  }

  private static Step step(Use use) {
    return new Step(
        use.tool(),
        use.action(),
        text(use, "content"),
        text(use, "description"),
        answered(use, "memory_id").map(MemoryId::new),
        answered(use, "pending_id").map(PendingId::new),
        use.answer()
            .path("memories")
            .valueStream()
            .map(memory -> new MemoryId(UUID.fromString(memory.path("id").asText())))
            .toList(),
        use.answer().path(use.failed() ? "detail" : "message").asText());
  }

  private static Optional<String> text(Use use, String argument) {
    return Optional.ofNullable(use.arguments().path(argument).textValue());
  }

  private static Optional<UUID> answered(Use use, String field) {
    return Optional.ofNullable(use.answer().path(field).textValue()).map(UUID::fromString);
  }
}
