package dev.keepsake.store.sql;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Summary;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ConversationRows;
import dev.keepsake.store.Message;
import dev.keepsake.store.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Changes `conversations` and `messages` on the connection of a write transaction.
final class SqlConversationRows extends SqlConversations implements ConversationRows {
  private final Moment moment;

  SqlConversationRows(Sql sql, UserId user, Moment moment) {
    super(sql, user);
    this.moment = moment;
  }

  @Override
  public Conversation insert(Owner owner, ConversationId id, ClientId client) {
    of(sql.update("insert_conversation"), owner, id)
        .bind("organization_id", moment.organization())
        .bind("at", moment.at())
        .bind("client_id", client.value())
        .execute();
    return new Conversation(
        owner,
        id,
        Optional.empty(),
        0,
        0,
        0,
        moment.at(),
        moment.at(),
        tenant(owner, client),
        Optional.empty());
  }

  private Tenant tenant(Owner owner, ClientId client) {
    return new Tenant(new OrganizationId(moment.organization()), client, owner.scope());
  }

  @Override
  public Conversation append(Conversation to, List<Message.Draft> messages, ClientId client) {
    PreparedBatch rows = sql.batch("insert_message");
    long seq = to.total();
    for (Message.Draft draft : messages) {
      seq++;
      add(rows, to.owner(), to.id(), seq, draft, moment.at());
    }
    rows.execute();
    long ofUser =
        messages.stream().filter(draft -> draft.body().role() == MessageRole.USER).count();
    var after =
        new Conversation(
            to.owner(),
            to.id(),
            to.summary(),
            to.held() + messages.size(),
            seq,
            to.ofUser() + ofUser,
            to.createdAt(),
            moment.at(),
            tenant(to.owner(), client),
            to.episode());
    update(after);
    return after;
  }

  /// Adds a row of `insert_message`.
  static void add(
      PreparedBatch rows,
      Owner owner,
      ConversationId id,
      long seq,
      Message.Draft draft,
      Instant createdAt) {
    Message.Body body = draft.body();
    rows.bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value())
        .bind("conversation_id", id.value())
        .bind("seq", seq)
        .bind("id", draft.id())
        .bind("role", body.role().wireName())
        .bind("content", body.content())
        .bind("extra", body.extra())
        .bind("fingerprint", draft.fingerprint())
        .bind("tokens", body.tokens())
        .bind("model", body.model())
        .bind("sent_at", draft.sentAt().orElse(createdAt))
        .bind("created_at", createdAt)
        .add();
  }

  @Override
  public Conversation trim(Conversation from, long last, Optional<Summary> summary) {
    int removed =
        of(sql.update("remove_messages"), from.owner(), from.id()).bind("last", last).execute();
    var after =
        new Conversation(
            from.owner(),
            from.id(),
            summary,
            from.held() - removed,
            from.total(),
            from.ofUser(),
            from.createdAt(),
            from.lastActive(),
            from.tenant(),
            from.episode());
    update(after);
    return after;
  }

  private void update(Conversation after) {
    int updated =
        of(sql.update("update_conversation"), after.owner(), after.id())
            .bind("summary", after.summary().map(Summary::text))
            .bind("summary_kind", after.summary().map(Summary::kind).map(WireName::wireName))
            .bind("message_count", after.held())
            .bind("total_count", after.total())
            .bind("user_count", after.ofUser())
            .bind("last_active", after.lastActive())
            .bind("client_id", after.tenant().client().value())
            .execute();
    if (updated != 1) {
      throw new IllegalStateException("a conversation to be changed was not as it had been read");
    }
  }

  @Override
  public boolean delete(Owner owner, ConversationId id) {
    return of(sql.update("delete_conversation"), owner, id).execute() > 0;
  }

  @Override
  public int removeOld(Instant before, int limit) {
    return sql.update("remove_old_conversations")
        .bind("user_id", user.value())
        .bind("before", before)
        .bind("limit", limit)
        .execute();
  }
}
