package dev.keepsake.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.Summary;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.store.Message;
import dev.keepsake.tool.JsonObject;
import java.util.Optional;

/// How what was said is taken over from another store: as what is appended here, without secrets,
/// and known again by what this program knows messages by. Thread-safe.
///
/// @param classes find secrets
public record Admission(SensitiveClasses classes) {

  /// @return the very body of `message` if there is nothing to take out of it
  public Message.Draft message(Message message) {
    Message.Body given = message.body();
    ObjectNode extra = given.extra().map(JsonObject::new).orElse(JsonObject.EMPTY).json();
    var redaction = new Redaction(classes);
    ObjectNode clean = redaction.clean(extra);
    Optional<String> content = given.content().map(redaction::clean);
    boolean same = clean.equals(extra) && content.equals(given.content());
    Message.Body body =
        same
            ? given
            : new Message.Body(
                given.role(),
                content,
                given.extra().map(_ -> clean.toString()),
                given.tokens(),
                given.model());
    return new Message.Draft(
        message.id(),
        body,
        Fingerprint.of(given.role(), content, clean),
        Optional.of(message.sentAt()));
  }

  public Summary summary(Summary summary) {
    return new Summary(new Redaction(classes).clean(summary.text()), summary.kind());
  }
}
