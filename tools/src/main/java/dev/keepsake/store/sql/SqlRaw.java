package dev.keepsake.store.sql;

import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.RawFilter;
import dev.keepsake.store.RawReads;
import dev.keepsake.tool.Labels;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.statement.Query;

/// Reads `raw_memory` on one connection.
class SqlRaw implements RawReads {
  private static final int ALL = Integer.MAX_VALUE;

  /// How many rows are read ahead: a context can be long.
  private static final int FETCHED = 50;

  final Sql sql;
  final UserId user;

  SqlRaw(Sql sql, UserId user) {
    this.sql = sql;
    this.user = user;
  }

  @Override
  public Optional<RawMemory> find(Owner owner, RawMemoryId id) {
    Query query =
        sql.query("find_raw_memory")
            .bind("user_id", owner.user().value())
            .bind("scope", owner.scope().value())
            .bind("id", id.value());
    return sql.list(query, row -> memory(owner, row)).stream().findFirst();
  }

  @Override
  public boolean isTaken(Owner owner, RawMemoryId id) {
    Query query =
        sql.query("find_raw_memory_id")
            .bind("user_id", owner.user().value())
            .bind("scope", owner.scope().value())
            .bind("id", id.value());
    return !sql.list(query, row -> row.id("id")).isEmpty();
  }

  /// SQLite knows neither labels within labels nor the case of letters that are not English, so
  /// that its statement may answer more.
  @Override
  public List<RawMemory> search(Owner owner, RawFilter filter, int limit) {
    Query query =
        sql.query("search_raw_memories")
            .bind("user_id", owner.user().value())
            .bind("scope", owner.scope().value())
            .bind("filter_tags", filter.tags())
            .bind("since", filter.since())
            .bind("until", filter.until())
            .bind("pattern", filter.words().map(SqlRaw::pattern))
            .bind("limit", filter.words().map(SqlRaw::isEnglish).orElse(true) ? limit : ALL)
            .setFetchSize(FETCHED);
    var labels = Labels.of(filter.tags());
    return sql.scan(
        query,
        row -> {
          var found = new ArrayList<RawMemory>();
          while (found.size() < limit && row.next()) {
            RawMemory memory = memory(owner, row);
            if (filter.accepts(memory) && labels.areIn(memory.filterTags())) {
              found.add(memory);
            }
          }
          return found;
        });
  }

  /// Of `like`, for texts that have these words as they are written, but for letters that are not
  /// English.
  private static String pattern(String words) {
    return "%" + words.replaceAll("[!%_]", "!$0").replaceAll("[^\\x00-\\x7F]+", "%") + "%";
  }

  private static boolean isEnglish(String words) {
    return words.chars().allMatch(letter -> letter < 0x80);
  }

  @Override
  public void contexts(BiConsumer<RawMemoryId, String> each) {
    sql.scan(
        sql.query("raw_contexts").bind("user_id", user.value()).setFetchSize(FETCHED),
        row -> {
          while (row.next()) {
            each.accept(new RawMemoryId(row.id("id")), row.text("context"));
          }
          return each;
        });
  }

  static RawMemory memory(Owner owner, Row row) throws SQLException {
    return new RawMemory(
        new RawMemoryId(row.id("id")),
        owner,
        row.text("context"),
        row.text("filter_tags"),
        WireName.require(
            RawMemory.Change.class, row.pairs("last_modify").getOrDefault("operation", "")),
        row.moment("occurred_at"),
        row.moment("created_at"),
        row.moment("updated_at"));
  }
}
