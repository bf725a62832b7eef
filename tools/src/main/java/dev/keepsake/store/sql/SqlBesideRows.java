package dev.keepsake.store.sql;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Summary;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.BesideRows;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Episode;
import dev.keepsake.store.Episode.PromptMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Adds conversations of another store on the connection of a write transaction.
final class SqlBesideRows extends SqlBeside implements BesideRows {
  private final Moment moment;

  SqlBesideRows(Sql sql, Moment moment) {
    super(sql);
    this.moment = moment;
  }

  @Override
  public void restore(Conversation conversation, ClientId client) {
    SqlConversations.of(sql.update("restore_conversation"), conversation.owner(), conversation.id())
        .bind("organization_id", moment.organization())
        .bind("summary", conversation.summary().map(Summary::text))
        .bind("summary_kind", conversation.summary().map(Summary::kind).map(WireName::wireName))
        .bind("message_count", conversation.held())
        .bind("total_count", conversation.total())
        .bind("user_count", conversation.ofUser())
        .bind("created_at", conversation.createdAt())
        .bind("last_active", conversation.lastActive())
        .bind("client_id", client.value())
        .execute();
  }

  @Override
  public void lastActive(Owner owner, ConversationId id, Instant at) {
    SqlConversations.of(sql.update("restore_last_active"), owner, id).bind("at", at).execute();
  }

  @Override
  public void restore(Owner owner, ConversationId id, List<Restored> messages) {
    PreparedBatch rows = sql.batch("insert_message");
    for (Restored restored : messages) {
      SqlConversationRows.add(
          rows, owner, id, restored.seq(), restored.message(), restored.createdAt());
    }
    rows.execute();
  }

  @Override
  public void restore(Episode episode) {
    Optional<Instant> now = Optional.of(moment.at());
    boolean open = episode.state().isOpen();
    Optional<PromptMark> prompt = episode.text().flatMap(Episode.Text::prompt);
    SqlConversations.of(sql.update("restore_episode"), episode.of().owner(), episode.of().id())
        .bind("state", episode.state().wireName())
        .bind("text", episode.text().map(text -> text.summary().text()))
        .bind("kind", episode.text().map(text -> text.summary().kind().wireName()))
        .bind("prompt_name", prompt.map(PromptMark::name))
        .bind("prompt_version", prompt.map(PromptMark::version))
        .bind("prompt_sha256", prompt.map(PromptMark::sha256))
        .bind("memory_id", episode.memory().map(MemoryId::value))
        .bind("next_attempt_at", now.filter(_ -> open))
        .bind("created_at", episode.createdAt())
        .bind("finished_at", now.filter(_ -> !open))
        .execute();
  }
}
