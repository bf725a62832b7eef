package dev.keepsake.store;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a column holds, and the type that has in each database. Columns are told apart by name,
/// because SQLite's types say less; a name that is not listed here is text in both.
enum ColumnKind {
  TEXT("text", "text"),
  ID("text", "uuid"),
  /// JSON that Postgres searches. What is hashed or given out again as it came stays text.
  SEARCHED_JSON("text", "jsonb"),
  /// Microseconds since the epoch, and Postgres' own moments, which are as fine.
  MOMENT("integer", "timestamp with time zone"),
  NUMBER("integer", "bigint"),
  FLAG("integer", "boolean"),
  DECIMAL("real", "double precision"),
  VECTOR("blob", "vector");

  /// By table and column, or by column where it is the same in every table.
  private static final Map<String, ColumnKind> BY_NAME =
      Stream.of(
              named(TEXT, "conversations.id"),
              named(
                  ID,
                  "id organization_id user_id client_id memory_id memory_item_id event_id"
                      + " superseded_by _created_by_id _last_updated_by_id"),
              named(
                  SEARCHED_JSON,
                  "memory_items.tags memory_items.metadata memory_items.related_memories"
                      + " memory_items.filter_tags raw_memory.filter_tags"
                      + " raw_memory.last_modify"),
              named(
                  MOMENT,
                  "created_at updated_at deleted_at disabled_at erased_at last_at recorded_at"
                      + " superseded_at valid_from valid_to expires_at accessed_at accepted_at"
                      + " finished_at decided_at leased_until next_attempt_at embedding_updated_at"
                      + " embedding_next_attempt_at revoked_at rotated_at last_used_at told_at"
                      + " taken_at occurred_at due_at last_active sent_at"),
              named(
                  NUMBER,
                  "embedding_spaces.id revision epoch audit_seq seq space chunk dimension attempts"
                      + " embedding_attempts access_count processing_time_ms form number"
                      + " message_count total_count user_count tokens prompt_version"),
              named(FLAG, "whole"),
              named(DECIMAL, "confidence importance emotional_score"),
              named(VECTOR, "embedding"))
          .flatMap(entries -> entries.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String sqlite;
  private final String postgres;

  ColumnKind(String sqlite, String postgres) {
    this.sqlite = sqlite;
    this.postgres = postgres;
  }

  /// The kind in words, which two databases agree on if each declares the type that it should.
  static String describeSqlite(String table, String column, String declared) {
    ColumnKind kind = of(table, column);
    return kind.describe(kind.sqlite, declared);
  }

  /// As [#describeSqlite].
  static String describePostgres(String table, String column, String declared) {
    ColumnKind kind = of(table, column);
    return kind.describe(kind.postgres, declared);
  }

  private static ColumnKind of(String table, String column) {
    return BY_NAME.getOrDefault(table + "." + column, BY_NAME.getOrDefault(column, TEXT));
  }

  private String describe(String expected, String declared) {
    String name = name().toLowerCase(Locale.ROOT);
    return expected.equalsIgnoreCase(declared) ? name : name + ", but declared " + declared;
  }

  private static Map<String, ColumnKind> named(ColumnKind kind, String names) {
    return Stream.of(names.split(" ", -1)).collect(Collectors.toMap(name -> name, _ -> kind));
  }
}
