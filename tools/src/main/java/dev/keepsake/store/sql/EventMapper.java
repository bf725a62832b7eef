package dev.keepsake.store.sql;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.EventForm;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.audit.TextDigests;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EventId;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.UserId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Rows of `memory_write_events`, with their contents, as chained events.
final class EventMapper {
  private EventMapper() {}

  static ChainedEvent event(Row row) throws SQLException {
    EventForm form = EventForm.of(row.number("form"));
    if (form != EventForm.PLAIN && !(row.missing("reason") && row.strings("tags").isEmpty())) {
      throw new IllegalStateException("words in an event that has but their digest");
    }
    return new ChainedEvent(
        form,
        new EventId(row.id("id")),
        row.number("seq"),
        row.moment("created_at"),
        body(row, form),
        new TextDigests(
            row.findText("before_hmac"), row.findText("after_hmac"), row.findText("words_hmac")),
        row.text("prev_hash"),
        row.text("hash"));
  }

  private static AuditEvent body(Row row, EventForm form) throws SQLException {
    return new AuditEvent(
        new Owner(new UserId(row.id("user_id")), new Scope(row.text("scope"))),
        row.word("operation", Operation.class),
        row.text("action"),
        row.findId("memory_item_id").map(MemoryId::new),
        subject(row, form),
        origin(row),
        new Ruling(
            row.findText("rule"),
            row.text("policy_version"),
            form == EventForm.PLAIN ? row.findText("reason") : row.findText("kept_reason")),
        row.text("correlation_id"),
        row.pairs("details"),
        row.findText("before_content"),
        row.findText("after_content"),
        row.number("processing_time_ms"));
  }

  private static Optional<EventSubject> subject(Row row, EventForm form) throws SQLException {
    if (row.missing("memory_type")) {
      return Optional.empty();
    }
    return Optional.of(
        new EventSubject(
            row.word("memory_type", MemoryType.class),
            new Confidence(row.decimal("confidence")),
            new Importance(row.decimal("importance")),
            tags(row, form)));
  }

  private static List<String> tags(Row row, EventForm form) throws SQLException {
    if (form == EventForm.PLAIN) {
      return row.strings("tags");
    }
    return row.missing("kept_tags") ? List.of() : row.strings("kept_tags");
  }

  private static Origin origin(Row row) throws SQLException {
    return new Origin(
        row.word("source", Source.class),
        row.word("provenance", Provenance.class),
        row.word("trust", Trust.class),
        row.word("extraction_type", ExtractionType.class),
        new ClientId(row.id("client_id")),
        row.findText("conversation_id").map(ConversationId::new),
        Optional.empty());
  }
}
