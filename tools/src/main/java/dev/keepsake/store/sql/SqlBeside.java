package dev.keepsake.store.sql;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.store.BesideCount;
import dev.keepsake.store.BesideReads;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Message;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;

/// Reads raw memories and conversations on one connection, all of an owner's.
class SqlBeside implements BesideReads {
  /// How many rows are read ahead: a message can have pictures.
  private static final int FETCHED = 10;

  final Sql sql;

  SqlBeside(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Census census(Owner owner) {
    return sql.list(SqlConversations.owned(sql.query("beside_census"), owner), SqlBeside::census)
        .getFirst();
  }

  private static Census census(Row row) throws SQLException {
    Optional<Instant> changed =
        Stream.of(row.findMoment("raw_changed"), row.findMoment("said"))
            .flatMap(Optional::stream)
            .max(Instant::compareTo);
    return new Census(
        new BesideCount(row.number("raw"), row.number("conversations"), row.number("messages")),
        changed);
  }

  @Override
  public void rawMemories(Owner owner, Consumer<RawMemory> each) {
    each(
        SqlConversations.owned(sql.query("all_raw_memories"), owner),
        row -> SqlRaw.memory(owner, row),
        each);
  }

  @Override
  public void conversations(Owner owner, Consumer<Conversation> each) {
    each(
        SqlConversations.owned(sql.query("all_conversations"), owner),
        row -> ConversationMapper.conversation(owner, row),
        each);
  }

  @Override
  public void messages(Owner owner, ConversationId id, Consumer<Message> each) {
    each(
        SqlConversations.of(sql.query("all_messages"), owner, id),
        ConversationMapper::message,
        each);
  }

  private <R> void each(Query query, Sql.Scanner<R> read, Consumer<R> each) {
    sql.scan(
        query.setFetchSize(FETCHED),
        row -> {
          while (row.next()) {
            each.accept(read.scan(row));
          }
          return each;
        });
  }

  @Override
  public Map<Long, UUID> messageIds(Owner owner, ConversationId id, long first, long last) {
    Query query =
        SqlConversations.of(sql.query("message_ids"), owner, id)
            .bind("first", first)
            .bind("last", last);
    return sql.scan(
        query,
        row -> {
          var found = new HashMap<Long, UUID>();
          while (row.next()) {
            found.put(row.number("seq"), row.id("id"));
          }
          return found;
        });
  }
}
