package dev.keepsake.store.sql;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Summary;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.Message;
import dev.keepsake.store.Tenant;
import java.sql.SQLException;
import java.util.Optional;

/// Reads rows of `conversations` and `messages`.
final class ConversationMapper {
  private ConversationMapper() {}

  static ConversationKey key(Row row) throws SQLException {
    return new ConversationKey(
        new Owner(new UserId(row.id("user_id")), new Scope(row.text("scope"))),
        new ConversationId(row.text("conversation_id")));
  }

  static Conversation conversation(Owner owner, Row row) throws SQLException {
    return new Conversation(
        owner,
        new ConversationId(row.text("id")),
        summary(row),
        row.number("message_count"),
        row.number("total_count"),
        row.number("user_count"),
        row.moment("created_at"),
        row.moment("last_active"),
        new Tenant(
            new OrganizationId(row.id("organization_id")),
            new ClientId(row.id("_last_updated_by_id")),
            owner.scope()),
        mark(row));
  }

  static Optional<Summary> summary(Row row) throws SQLException {
    return row.missing("summary")
        ? Optional.empty()
        : Optional.of(
            new Summary(row.text("summary"), row.word("summary_kind", Summary.Kind.class)));
  }

  private static Optional<Conversation.EpisodeMark> mark(Row row) throws SQLException {
    Optional<MemoryId> memory = row.findId("episode_memory_id").map(MemoryId::new);
    return row.findText("episode_state")
        .map(state ->
            new Conversation.EpisodeMark(WireName.require(EpisodeState.class, state), memory));
  }

  static Message message(Row row) throws SQLException {
    return new Message(
        row.number("seq"),
        row.id("id"),
        new Message.Body(
            row.word("role", MessageRole.class),
            row.findText("content"),
            row.findText("extra"),
            row.missing("tokens") ? Optional.empty() : Optional.of(row.number("tokens")),
            row.findText("model")),
        row.moment("sent_at"),
        row.moment("created_at"));
  }
}
