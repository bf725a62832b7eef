package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.SpaceState;
import dev.keepsake.store.Spaces;
import dev.keepsake.store.StoredSpace;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// The embedding spaces of one database. Every transaction reads which is active; what the number
/// stands for never changes and is kept.
final class SqlSpaces implements Spaces {
  private final Database database;
  private final SqlFiles files;
  private final Dialect dialect;
  private final InstantSource clock;
  private final Map<Long, StoredSpace> known = new ConcurrentHashMap<>();
  private volatile @Nullable StoredSpace active;

  SqlSpaces(Database database, SqlFiles files, Dialect dialect, InstantSource clock) {
    this.database = database;
    this.files = files;
    this.dialect = dialect;
    this.clock = clock;
  }

  /// The space with the number that a transaction found to be the active one.
  StoredSpace seen(Sql sql, long id) {
    StoredSpace space = known.get(id);
    if (space == null) {
      space = one(sql, sql.query("find_space_by_id").bind("id", id)).orElseThrow().space();
      known.put(id, space);
    }
    active = space;
    return space;
  }

  private record Listed(StoredSpace space, SpaceState state) {}

  @Override
  public StoredSpace enter(EmbeddingSpace space, EmbeddingProvider provider) {
    return database
        .read(handle -> find(sql(handle), space))
        .filter(found -> found.state() != SpaceState.RETIRED)
        .orElseGet(() ->
            database.write(handle -> {
              Sql sql = sql(handle);
              named(sql.update("insert_space"), space)
                  .bind("provider", provider.wireName())
                  .bind("at", clock.instant())
                  .execute();
              return find(sql, space).orElseThrow();
            }))
        .space();
  }

  @Override
  public StoredSpace active() {
    StoredSpace last = active;
    return last == null ? list(SpaceState.ACTIVE).getFirst() : last;
  }

  @Override
  public SpaceState state(StoredSpace space) {
    return database.read(handle -> find(sql(handle), space.space())).orElseThrow().state();
  }

  @Override
  public List<StoredSpace> list(SpaceState state) {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql
          .list(sql.query("spaces_of_state").bind("state", state.wireName()), SqlSpaces::listed)
          .stream()
          .map(Listed::space)
          .toList();
    });
  }

  @Override
  public List<UserId> lacking(StoredSpace space, Optional<UserId> after, int limit) {
    Optional<UUID> place = after.map(UserId::value);
    return database.read(handle -> {
      Sql sql = sql(handle);
      return users(
          sql,
          sql.query("users_to_embed")
              .bind("space", space.id())
              .bind("after", place)
              .bind("limit", limit));
    });
  }

  @Override
  public List<UserId> having(StoredSpace space, int limit) {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return users(sql, sql.query("users_of_space").bind("space", space.id()).bind("limit", limit));
    });
  }

  @Override
  public Filled filled(StoredSpace space) {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.scan(
          sql.query("embedding_figures").bind("space", space.id()),
          row -> {
            row.next();
            return new Filled(row.number("memories"), row.number("embedded"));
          });
    });
  }

  @Override
  public void activate(StoredSpace space) {
    boolean _ =
        database.write(handle -> {
          Sql sql = sql(handle);
          sql.query("lock_spaces").mapTo(Long.class).one(); // no write runs until the end of this
          sql.update("retire_spaces").bind("kept", space.id()).execute();
          return sql.update("activate_space").bind("id", space.id()).execute() == 1;
        });
  }

  private static Optional<Listed> find(Sql sql, EmbeddingSpace space) {
    return one(sql, named(sql.query("find_space"), space));
  }

  private static <S extends SqlStatement<S>> S named(S statement, EmbeddingSpace space) {
    return statement.bind("model", space.model()).bind("dimension", space.dimension());
  }

  private static Optional<Listed> one(Sql sql, Query query) {
    return sql.list(query, SqlSpaces::listed).stream().findFirst();
  }

  private static Listed listed(Row row) throws SQLException {
    var space = new EmbeddingSpace(row.text("model"), (int) row.number("dimension"));
    return new Listed(
        new StoredSpace(row.number("id"), space, row.word("provider", EmbeddingProvider.class)),
        row.word("state", SpaceState.class));
  }

  private static List<UserId> users(Sql sql, Query query) {
    return sql.list(query, row -> new UserId(row.id("user_id")));
  }

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
