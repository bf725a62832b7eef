package dev.keepsake.store.sql;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Episode;
import dev.keepsake.store.Episode.PromptMark;
import dev.keepsake.store.EpisodeRows;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/// Changes `episodes` on the connection of a write transaction.
final class SqlEpisodeRows extends SqlEpisodes implements EpisodeRows {
  private final Moment moment;

  SqlEpisodeRows(Sql sql, Moment moment) {
    super(sql);
    this.moment = moment;
  }

  @Override
  public boolean begin(Owner owner, ConversationId id) {
    return change("insert_episode", owner, id).bind("at", moment.at()).execute() > 0;
  }

  @Override
  public boolean again(Owner owner, ConversationId id, String worker, Instant lease) {
    return change("renew_episode", owner, id)
            .bind("worker", worker)
            .bind("lease", lease)
            .bind("at", moment.at())
            .execute()
        > 0;
  }

  @Override
  public boolean keep(Owner owner, ConversationId id, String worker, Episode.Text text) {
    Optional<PromptMark> prompt = text.prompt();
    return change("keep_episode_text", owner, id)
            .bind("worker", worker)
            .bind("text", text.summary().text())
            .bind("kind", text.summary().kind().wireName())
            .bind("prompt_name", prompt.map(PromptMark::name))
            .bind("prompt_version", prompt.map(PromptMark::version))
            .bind("prompt_sha256", prompt.map(PromptMark::sha256))
            .execute()
        > 0;
  }

  @Override
  public boolean finish(
      Owner owner, ConversationId id, String worker, EpisodeState end, Optional<MemoryId> memory) {
    if (end.isOpen()) {
      throw new IllegalArgumentException(end + " is no end");
    }
    return change("finish_episode", owner, id)
            .bind("worker", worker)
            .bind("state", end.wireName())
            .bind("memory_id", memory.map(MemoryId::value))
            .bind("at", moment.at())
            .execute()
        > 0;
  }

  @Override
  public void postpone(Owner owner, ConversationId id, String worker, int failures, Instant next) {
    change("postpone_episode", owner, id)
        .bind("worker", worker)
        .bind("failures", failures)
        .bind("next_attempt_at", next)
        .execute();
  }

  private Update change(String name, Owner owner, ConversationId id) {
    return SqlConversations.of(sql.update(name), owner, id);
  }
}
