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
  static final String READ_ONLY =
      "it takes no changes: it is a replica, or default_transaction_read_only is on. Name the"
          + " primary (of several hosts, `targetServerType=primary` finds it), or switch that off.";

  private PostgresAdvice() {}

  /// Why no connection could be made.
  ///
  /// @param variable that names the database
  static String onConnecting(SQLException failure, String variable) {
    return PostgresFailure.state(failure).equals("42501")
        ? "its role may not connect to it (%s): its owner or a superuser runs `grant connect on database ... to ...`."
            .formatted(reason(failure))
        : onUsing(failure, variable);
  }

  /// Why a connection could not be used.
  ///
  /// @param variable that names the database
  static String onUsing(SQLException failure, String variable) {
    String state = PostgresFailure.state(failure);
    return switch (state) {
      case "28P01" -> "it refuses the role or its password: set both in %s.".formatted(variable);
      case "28000" ->
          "it refuses the role (%s): set role and password in %s, or have its pg_hba.conf let them in."
              .formatted(reason(failure), variable);
      case "3D000" ->
          "there is no such database: create it (`create database ... owner ...`), or name another"
              + " in %s.".formatted(variable);
      case "42501" ->
          "its role lacks a right (%s): run `keepsake migrate` as the owner of its tables."
              .formatted(reason(failure));
      case "25006" -> READ_ONLY;
      case "53300" ->
          "it takes no more connections: lower `database_pool_max`, or raise its max_connections.";
      default -> unknown(failure, state, variable);
    };
  }

  private static String unknown(SQLException failure, String state, String variable) {
    String reason = reason(failure);
    if (state.equals("08004") && reason.contains("password")) {
      return "it refuses the role or its password (%s): set both in %s."
          .formatted(reason, variable);
    }
    return state.startsWith("08") || state.startsWith("57P") || state.isEmpty()
        ? "nothing answers there as a Postgres does (%s). Is it running, and are host and port right in %s?"
            .formatted(reason, variable)
        : "it reports an error (%s).".formatted(reason);
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
