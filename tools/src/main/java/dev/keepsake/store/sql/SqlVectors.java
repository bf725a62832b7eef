package dev.keepsake.store.sql;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.SpaceReads;
import dev.keepsake.store.StoredSpace;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads what one user's memories lack in a space, on one connection.
class SqlVectors implements SpaceReads {
  private static final MemoryId LOWEST = new MemoryId(new UUID(0, 0));

  final Sql sql;
  final UserId user;

  SqlVectors(Sql sql, UserId user) {
    this.sql = sql;
    this.user = user;
  }

  @Override
  public List<Unembedded> lacking(StoredSpace space, Optional<MemoryId> after, int limit) {
    return sql.list(
        sql.query("memories_to_embed")
            .bind("user_id", user.value())
            .bind("space", space.id())
            .bind("after", after.orElse(LOWEST).value())
            .bind("limit", limit),
        row -> new Unembedded(new MemoryId(row.id("id")), new Content(row.text("content"))));
  }
}
