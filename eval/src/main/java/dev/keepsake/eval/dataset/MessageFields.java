package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the messages of a case, its field `conversation`.
final class MessageFields {
  private static final List<String> MESSAGE = List.of("role", "content", "timestamp");

  private MessageFields() {}

  /// The oldest first; at least one.
  static List<Message> conversation(Fields fields) {
    List<Fields> messages = fields.objects("conversation");
    JsonNode given = fields.json().path("conversation");
    if (fields.isAbsent("conversation") || (given.isArray() && given.isEmpty())) {
      fields.problem("conversation", "must have at least one message");
    }
    return messages.stream().map(MessageFields::message).toList();
  }

  private static Message message(Fields fields) {
    fields.only(MESSAGE, Set.of());
    if (fields.isAbsent("content")) {
      fields.problem("content", "is missing");
    }
    return new Message(
        fields.word("role", Role.class).orElse(Role.USER),
        fields.anyText("content"),
        fields.isAbsent("timestamp") ? Optional.empty() : Timestamps.read(fields, "timestamp"));
  }
}
