package dev.keepsake.store.sqlite;

import dev.keepsake.embed.Embedding;
import dev.keepsake.store.sql.Dialect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Ids are text, moments are microseconds since the epoch, vectors are little-endian 32-bit floats.
final class SqliteDialect implements Dialect {

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public void install(Jdbi jdbi) {
    jdbi.registerArgument(new IdArgument());
    jdbi.registerArgument(new MomentArgument());
  }

  @Override
  public Object vector(Embedding embedding) {
    float[] values = embedding.toArray();
    var bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  @Override
  public String vectorColumn() {
    return "e.embedding";
  }

  @Override
  public Embedding readVector(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Embedding.ofStored(values);
  }

  @Override
  public UUID readId(ResultSet row, int column) throws SQLException {
    return UUID.fromString(row.getString(column));
  }

  @Override
  public Instant readMoment(ResultSet row, int column) throws SQLException {
    return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
  }

  /// The driver's vendor code is 19 for any broken constraint, a NOT NULL too, and its SQLState is
  /// null.
  @Override
  public boolean isDuplicate(SQLException failure) {
    return failure instanceof SQLiteException e
        && (e.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
            || e.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY);
  }

  private static final class IdArgument extends AbstractArgumentFactory<UUID> {
    IdArgument() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(UUID value, ConfigRegistry config) {
      return (position, statement, _) -> statement.setString(position, value.toString());
    }
  }

  private static final class MomentArgument extends AbstractArgumentFactory<Instant> {
    MomentArgument() {
      super(Types.BIGINT);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, value);
      return (position, statement, _) -> statement.setLong(position, micros);
    }
  }
}
