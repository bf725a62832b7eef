package dev.keepsake.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.conversation.ConversationInputs.Sent;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.IdSource;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.store.Message;
import dev.keepsake.tool.InputShape;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.Unread;
import dev.keepsake.tool.WireJson;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads messages as they come from applications. Thread-safe.
record MessageReader(SensitiveClasses classes, IdSource ids) {
  private static final String CONTENT = "content";
  private static final InputShape<Sent> SHAPE = new InputShape<>("a message", Sent.class);

  /// Fields that are ours to read; all others are given back as they came.
  private static final List<String> OURS = List.of("role", "timestamp", "tokens", "model");

  /// A message, ready to be stored.
  ///
  /// @param secrets how many were taken out of it
  record Incoming(Message.Draft draft, int secrets) {}

  /// @throws MemoryException with `INVALID_INPUT` naming the first that is none
  List<Incoming> read(List<Unread> messages) {
    return IntStream.range(0, messages.size())
        .mapToObj(i -> read(i, messages.get(i).json()))
        .toList();
  }

  private Incoming read(int index, JsonNode json) {
    if (!(json instanceof ObjectNode given)) {
      throw refused(index, "it must be a JSON object.");
    }
    ObjectNode ours = WireJson.MAPPER.createObjectNode();
    ObjectNode rest = given.deepCopy();
    for (String name : OURS) {
      Optional.ofNullable(rest.remove(name)).ifPresent(value -> ours.set(name, value));
    }
    JsonNode content = rest.path(CONTENT);
    if (!content.isTextual() && !content.isArray() && !isNothing(content)) {
      throw refused(index, "`content` must be text, a list of parts, or null.");
    }
    return switch (SHAPE.read(ours)) {
      case Reading.Read<Sent>(var sent) -> incoming(sent, rest);
      case Reading.Refused<Sent>(var problems) ->
          throw refused(
              index, problems.stream().map(FieldProblem::detail).collect(Collectors.joining(" ")));
    };
  }

  private static boolean isNothing(JsonNode content) {
    return content.isNull() || content.isMissingNode();
  }

  private Incoming incoming(Sent sent, ObjectNode rest) {
    var redaction = new Redaction(classes);
    ObjectNode extra = redaction.clean(rest);
    Optional<String> content = Optional.ofNullable(extra.path(CONTENT).textValue());
    if (content.isPresent()) {
      extra.remove(CONTENT);
    }
    String fingerprint = Fingerprint.of(sent.role(), content, extra);
    var body =
        new Message.Body(
            sent.role(),
            content,
            extra.isEmpty() ? Optional.empty() : Optional.of(extra.toString()),
            sent.tokens().map(Integer::longValue),
            sent.model().map(redaction::clean));
    var at = sent.timestamp().map(moment -> moment.truncatedTo(ChronoUnit.MICROS));
    return new Incoming(new Message.Draft(ids.next(), body, fingerprint, at), redaction.found());
  }

  private static MemoryException refused(int index, String why) {
    return MemoryException.ofField("messages", "`messages[%d]`: %s".formatted(index, why));
  }
}
