package dev.keepsake.store.sql;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.Episode;
import dev.keepsake.store.EpisodeReads;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// Reads `episodes` on one connection.
class SqlEpisodes implements EpisodeReads {
  final Sql sql;

  SqlEpisodes(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Episode> find(Owner owner, ConversationId id) {
    Query query = SqlConversations.of(sql.query("find_episode"), owner, id);
    return sql.list(query, row -> episode(new ConversationKey(owner, id), row)).stream()
        .findFirst();
  }

  private static Episode episode(ConversationKey of, Row row) throws SQLException {
    return new Episode(
        of,
        row.word("state", EpisodeState.class),
        text(row),
        row.findId("memory_id").map(MemoryId::new),
        (int) row.number("attempts"),
        row.moment("created_at"));
  }

  private static Optional<Episode.Text> text(Row row) throws SQLException {
    Optional<Episode.PromptMark> prompt =
        row.missing("prompt_name")
            ? Optional.empty()
            : Optional.of(
                new Episode.PromptMark(
                    row.text("prompt_name"),
                    (int) row.number("prompt_version"),
                    row.text("prompt_sha256")));
    return ConversationMapper.summary(row).map(summary -> new Episode.Text(summary, prompt));
  }
}
