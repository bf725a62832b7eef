package dev.keepsake.store.sql;

import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;

/// How both databases use JDBI.
public final class Jdbis {
  /// One for all connections: to parse a statement takes longer than to run most of them, and each
  /// is remembered by its text.
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private Jdbis() {}

  public static Jdbi over(ConnectionFactory connections, Dialect dialect) {
    Jdbi jdbi = Jdbi.create(connections);
    jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
    // else a failure's message holds what was bound, and so the texts of memories
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    dialect.install(jdbi);
    return jdbi;
  }
}
