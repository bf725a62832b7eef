package dev.keepsake.store.sql;

import dev.keepsake.audit.EventRanges;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.ErasureRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// Removes what a user said, on the connection of a write transaction.
record SqlErasureRows(Sql sql, UserId user, Moment moment) implements ErasureRows {

  @Override
  public List<Found> memories() {
    return sql.list(
        query("erasable_memories"),
        row ->
            new Found(new Owner(user, new Scope(row.text("scope"))), new MemoryId(row.id("id"))));
  }

  @Override
  public long removeMemories(Collection<MemoryId> ids) {
    if (ids.isEmpty()) {
      return 0;
    }
    moment.raiseEpoch();
    PreparedBatch vectors = sql.batch("purge_embeddings");
    PreparedBatch rows = sql.batch("erase_memory");
    for (MemoryId id : ids) {
      moment.changed(id);
      vectors.bind("user_id", user.value()).bind("id", id.value()).add();
      rows.bind("user_id", user.value()).bind("id", id.value()).add();
    }
    long removed = Arrays.stream(vectors.execute()).sum();
    rows.execute();
    return removed;
  }

  @Override
  public List<Kept> kept() {
    var kept = new ArrayList<Kept>();
    kept.addAll(
        sql.list(
            query("erasable_writes"),
            row -> new Kept.Queued(new MemoryId(row.id("id")), requestAndOutcome(row))));
    kept.addAll(
        sql.list(
            query("erasable_confirmations"),
            row -> new Kept.Waiting(new PendingId(row.id("id")), requestAndOutcome(row))));
    kept.addAll(
        sql.list(
            query("erasable_answers"),
            row ->
                new Kept.Answered(
                    new ClientId(row.id("client_id")),
                    row.text("tool"),
                    row.text("key"),
                    List.of(row.text("answer")))));
    return List.copyOf(kept);
  }

  private static List<String> requestAndOutcome(Row row) throws SQLException {
    return Stream.concat(Stream.of(row.text("request")), row.findText("outcome").stream()).toList();
  }

  @Override
  public void remove(Kept kept) {
    Update removal =
        switch (kept) {
          case Kept.Queued(var id, var _) -> update("erase_write").bind("id", id.value());
          case Kept.Waiting(var id, var _) -> update("erase_confirmation").bind("id", id.value());
          case Kept.Answered(var client, var tool, var key, var _) ->
              update("erase_answer")
                  .bind("client_id", client.value())
                  .bind("tool", tool)
                  .bind("key", key);
        };
    removal.execute();
  }

  @Override
  public long removeRaw() {
    List<RawMemoryId> ids =
        sql.list(query("erase_raw_memories"), row -> new RawMemoryId(row.id("id")));
    ids.forEach(moment::changed);
    return ids.size();
  }

  @Override
  public Talk removeConversations() {
    List<Long> messages =
        sql.list(query("erase_conversations"), row -> row.number("message_count"));
    return new Talk(messages.size(), messages.stream().mapToLong(Long::longValue).sum());
  }

  @Override
  public void removeTexts(EventRanges events) {
    for (EventRanges.Range range : events.ranges()) {
      update("erase_event_contents")
          .bind("first", range.first())
          .bind("last", range.last())
          .execute();
    }
  }

  @Override
  public void blankUser() {
    update("mark_erased").bind("at", moment.at()).execute();
    update("blank_user").bind("at", moment.at()).execute();
  }

  private Query query(String name) {
    return sql.query(name).bind("user_id", user.value());
  }

  private Update update(String name) {
    return sql.update(name).bind("user_id", user.value());
  }
}
