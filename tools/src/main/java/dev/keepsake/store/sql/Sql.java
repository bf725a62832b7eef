package dev.keepsake.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// One open connection and the statements that can be run on it.
record Sql(Handle handle, SqlFiles files, Dialect dialect) {

  Query query(String name) {
    return handle.createQuery(files.text(name)).define("vector", dialect.vectorColumn());
  }

  /// Reads the rows of `query`, and closes them: JDBI's own scan leaves that to the caller, and an
  /// open row keeps the connection's view of the database at that moment, beyond the end of the
  /// transaction.
  <R> R scan(Query query, Scanner<R> scanner) {
    return query.scanResultSet((rows, context) -> {
      try (context;
          ResultSet result = rows.get()) {
        return scanner.scan(new Row(result, dialect));
      }
    });
  }

  /// What `each` makes of every row of `query`, in their order.
  <R> List<R> list(Query query, Scanner<R> each) {
    return scan(
        query,
        row -> {
          var rows = new ArrayList<R>();
          while (row.next()) {
            rows.add(each.scan(row));
          }
          return rows;
        });
  }

  /// Reads rows, beginning before the first, or the one that it is given.
  interface Scanner<R> {
    R scan(Row rows) throws SQLException;
  }

  /// The same statement for many rows, prepared once.
  PreparedBatch batch(String name) {
    return handle.prepareBatch(files.text(name));
  }

  Update update(String name) {
    return handle.createUpdate(files.text(name));
  }
}
