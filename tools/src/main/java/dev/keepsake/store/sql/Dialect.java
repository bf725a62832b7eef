package dev.keepsake.store.sql;

import dev.keepsake.embed.Embedding;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;

/// What Postgres and SQLite do differently and a `.sql` file cannot say.
public interface Dialect {

  /// Directory under `sql/` whose files win over `sql/common`.
  String name();

  /// Teaches `jdbi` how ids ([java.util.UUID]) and moments ([java.time.Instant], in microseconds)
  /// are bound.
  void install(Jdbi jdbi);

  /// A vector as something that can be bound.
  Object vector(Embedding embedding);

  /// The column of a vector as an expression whose value [#readVector] reads.
  String vectorColumn();

  Embedding readVector(ResultSet row, int column) throws SQLException;

  java.util.UUID readId(ResultSet row, int column) throws SQLException;

  java.time.Instant readMoment(ResultSet row, int column) throws SQLException;

  /// Whether `failure` says that a unique index already has such a row.
  boolean isDuplicate(SQLException failure);
}
