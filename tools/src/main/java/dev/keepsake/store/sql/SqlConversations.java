package dev.keepsake.store.sql;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.ConversationReads;
import dev.keepsake.store.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// Reads `conversations` and `messages` on one connection.
class SqlConversations implements ConversationReads {
  /// How many rows are read ahead: a message can be long.
  private static final int FETCHED = 50;

  /// Behind every place in a list.
  private static final Place END =
      new Place(Instant.parse("9999-12-31T23:59:59Z"), new ConversationId("-"));

  final Sql sql;
  final UserId user;

  SqlConversations(Sql sql, UserId user) {
    this.sql = sql;
    this.user = user;
  }

  @Override
  public Optional<Conversation> find(Owner owner, ConversationId id) {
    Query query = of(sql.query("find_conversation"), owner, id);
    return sql.list(query, row -> ConversationMapper.conversation(owner, row)).stream().findFirst();
  }

  @Override
  public List<Conversation> list(Owner owner, Instant since, Optional<Place> after, int limit) {
    Place behind = after.orElse(END);
    Query query =
        owned(sql.query("list_conversations"), owner)
            .bind("since", since)
            .bind("before_at", behind.lastActive())
            .bind("before_id", behind.id().value())
            .bind("limit", limit);
    return sql.list(query, row -> ConversationMapper.conversation(owner, row));
  }

  @Override
  public List<Message> newest(
      Owner owner, ConversationId id, long before, int limit, long mostCharacters) {
    Query query = of(sql.query("newest_messages"), owner, id).bind("before", before);
    return messages(query.bind("limit", limit), mostCharacters).reversed();
  }

  @Override
  public List<Message> oldest(
      Owner owner, ConversationId id, long last, int limit, long mostCharacters) {
    Query query = of(sql.query("oldest_messages"), owner, id).bind("last", last);
    return messages(query.bind("limit", limit), mostCharacters);
  }

  private List<Message> messages(Query query, long mostCharacters) {
    return sql.scan(
        query.setFetchSize(FETCHED),
        row -> {
          var found = new ArrayList<Message>();
          long left = mostCharacters;
          while (left > 0 && row.next()) {
            Message message = ConversationMapper.message(row);
            left -= length(message.body());
            if (left >= 0 || found.isEmpty()) {
              found.add(message);
            }
          }
          return found;
        });
  }

  private static long length(Message.Body body) {
    return Stream.of(body.content(), body.extra())
        .flatMap(Optional::stream)
        .mapToLong(String::length)
        .sum();
  }

  @Override
  public List<String> fingerprints(Owner owner, ConversationId id, int limit) {
    Query query = of(sql.query("newest_fingerprints"), owner, id).bind("limit", limit);
    return sql.list(query, row -> row.text("fingerprint")).reversed();
  }

  @Override
  public List<ConversationKey> tooLong(Instant before, int kept, int limit) {
    return sql.list(
        sql.query("long_conversations")
            .bind("user_id", user.value())
            .bind("before", before)
            .bind("kept", kept)
            .bind("limit", limit),
        row ->
            new ConversationKey(
                new Owner(user, new Scope(row.text("scope"))), new ConversationId(row.text("id"))));
  }

  @Override
  public void words(BiConsumer<ConversationId, String> each) {
    sql.scan(
        sql.query("conversation_words").bind("user_id", user.value()).setFetchSize(FETCHED),
        row -> {
          while (row.next()) {
            var id = new ConversationId(row.text("conversation_id"));
            row.findText("content").ifPresent(text -> each.accept(id, text));
            row.findText("extra").ifPresent(text -> each.accept(id, text));
          }
          return each;
        });
  }

  static <S extends SqlStatement<S>> S of(S statement, Owner owner, ConversationId id) {
    return owned(statement, owner).bind("id", id.value());
  }

  static <S extends SqlStatement<S>> S owned(S statement, Owner owner) {
    return statement.bind("user_id", owner.user().value()).bind("scope", owner.scope().value());
  }
}
