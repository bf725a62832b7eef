package dev.keepsake.store.postgres;

import java.sql.SQLException;

/// What an operator can do about a database that can't be used. SQLSTATEs:
/// https://www.postgresql.org/docs/current/errcodes-appendix.html
final class PostgresAdvice {
  static final String STATEMENT_POOLING =
      "a pooler before it hands out a connection for each statement, which tears transactions"
          + " apart: set its pool mode to `transaction` or `session`, or name the database itself.";
  static final String FORGOTTEN_STATEMENTS =
      "a pooler before it hands out a connection for each transaction and does not know prepared"
          + " statements: let it keep them (PgBouncer 1.21 and later: `max_prepared_statements ="
          + " 200`), or add `prepareThreshold=0` to the parameters of KEEPSAKE_DATABASE_URL.";

  private PostgresAdvice() {}

  /// Why a connection could not be made or used.
  ///
  /// @param setting that names the database
  static String onConnecting(SQLException failure, String setting) {
    String variable = "KEEPSAKE_" + setting.toUpperCase(java.util.Locale.ROOT);
    String state = PostgresFailure.state(failure);
    return switch (state) {
      case "28P01", "28000" ->
          "it refuses the role or its password: set both in %s.".formatted(variable);
      case "3D000" ->
          "there is no such database: create it (`create database ... owner ...`), or name another"
              + " in %s.".formatted(variable);
      case "42501" -> "its role lacks a right: run `keepsake migrate` as the owner of its tables.";
      case "53300" ->
          "it takes no more connections: lower `database_pool_max`, or raise its max_connections.";
      default ->
          state.startsWith("08") || state.startsWith("57P") || state.isEmpty()
              ? "nothing answers there as a Postgres does (%s). Is it running, and are host and port right in %s?"
                  .formatted(reason(failure), variable)
              : "it reports an error (%s).".formatted(reason(failure));
    };
  }

  /// The driver's own words, in one line; at this point nothing of a user has been bound.
  private static String reason(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason").strip();
  }

  static boolean isStatementPooling(SQLException failure) {
    return String.valueOf(failure.getMessage()).contains("statement pooling");
  }

  /// Unknown under that name, or known already: another client's.
  static boolean isForgottenStatement(SQLException failure) {
    String state = PostgresFailure.state(failure);
    return state.equals("26000") || state.equals("42P05");
  }
}
