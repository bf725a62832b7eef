package dev.keepsake.store;

import java.util.List;

/// The wording of one line about a schema. Each begins with its table, so that the failure of a
/// comparison names it.
final class SchemaFact {
  private SchemaFact() {}

  static String column(String table, String column, String kind, boolean nullable) {
    return "%s.%s: %s%s".formatted(table, column, kind, nullable ? ", may be null" : "");
  }

  static String primaryKey(String table, List<String> columns) {
    return constraint(table, "PRIMARY KEY (%s)".formatted(list(columns)));
  }

  static String unique(String table, List<String> columns) {
    return constraint(table, "UNIQUE (%s)".formatted(list(columns)));
  }

  /// @param onDelete nothing, or ` ON DELETE ` and what happens
  static String foreignKey(
      String table, List<String> columns, String target, List<String> targets, String onDelete) {
    return constraint(
        table,
        "FOREIGN KEY (%s) REFERENCES %s(%s)%s"
            .formatted(list(columns), target, list(targets), onDelete));
  }

  static String constraint(String table, String definition) {
    return table + ": " + definition;
  }

  static String index(String table, String definition) {
    return table + ": " + definition;
  }

  private static String list(List<String> columns) {
    return String.join(", ", columns);
  }
}
