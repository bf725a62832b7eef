package dev.keepsake.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.Tenant;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// The vectors of one owner's memories for programs that search them by themselves: connections
/// that can only read, and to which the database shows that owner's rows alone, whatever is asked.
/// Thread-safe.
public final class OwnerVectors implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final HikariDataSource pool;

  public OwnerVectors(PostgresSettings settings) {
    var few = new PostgresSettings(settings.url(), 0, CONNECTIONS);
    this.pool = new HikariDataSource(PostgresStore.pool(few));
  }

  /// The view of the embedding space that is searched now.
  ///
  /// @param view its name; its columns are `embedding_id`, `embedding`, `text` and those of
  ///   migration 2
  /// @param dimension of its vectors
  public record View(String view, int dimension) {}

  /// @throws MemoryException with `STORE_UNAVAILABLE` if the database does not answer
  public View active() {
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id, dimension from embedding_spaces where state = 'active'")) {
      row.next();
      return new View("memory_vectors_" + row.getLong(1), row.getInt(2));
    } catch (SQLException e) {
      throw PostgresFailure.refusal(e);
    }
  }

  /// Connections for one owner, each in a transaction of its own that ends when it is closed; empty
  /// if nothing was ever written for that user.
  public Optional<DataSource> of(Tenant tenant, UserName user) {
    Optional<UUID> id = find(tenant, user);
    return id.map(found -> new ActingSource(pool, found, tenant.scope()));
  }

  private Optional<UUID> find(Tenant tenant, UserName user) {
    try (Connection connection = pool.getConnection();
        var statement = connection.prepareStatement("select find_user(?, ?)")) {
      statement.setObject(1, tenant.organization().value());
      statement.setString(2, user.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw PostgresFailure.refusal(e);
    }
  }

  /// What a failure of such a connection means to the caller.
  public static MemoryException refusal(SQLException failure) {
    return PostgresFailure.refusal(failure);
  }

  @Override
  public void close() {
    pool.close();
  }

  /// Hands out connections that act for one owner.
  private static final class ActingSource implements DataSource {
    private static final String BEGIN =
        "set transaction isolation level repeatable read, read only;"
            + " select set_config('keepsake.user_id', ?, true),"
            + " set_config('keepsake.scope', ?, true)";

    private final DataSource pool;
    private final UUID user;
    private final Scope scope;

    ActingSource(DataSource pool, UUID user, Scope scope) {
      this.pool = pool;
      this.user = user;
      this.scope = scope;
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
      return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() throws SQLException {
      return pool.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      return pool.getParentLogger();
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = pool.getConnection();
      try (var statement = connection.prepareStatement(BEGIN)) {
        statement.setString(1, user.toString());
        statement.setString(2, scope.value());
        statement.execute();
        return connection; // the pool rolls back what is given back, and with it ends the acting
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }

    @Override
    public Connection getConnection(String name, String password) throws SQLException {
      return getConnection(); // for whom it is was decided before
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("what is behind it acts for nobody");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
