package dev.keepsake.store.sql;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// One open connection and the statements that can be run on it.
record Sql(Handle handle, SqlFiles files, Dialect dialect) {

  Query query(String name) {
    return handle.createQuery(files.text(name));
  }

  Update update(String name) {
    return handle.createUpdate(files.text(name));
  }
}
