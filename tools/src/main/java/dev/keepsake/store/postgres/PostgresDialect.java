package dev.keepsake.store.postgres;

import dev.keepsake.embed.Embedding;
import dev.keepsake.store.sql.Dialect;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/// Ids are `uuid`, moments are `timestamptz`, vectors are pgvector's, which are read as it sends
/// them: as text a vector is three times as long, and slow to parse.
final class PostgresDialect implements Dialect {
  private static final String UNIQUE_VIOLATION = "23505";

  /// Before the numbers of a vector: how many there are, and nothing, in 16 bits each.
  private static final int HEADER_BYTES = 4;

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public void install(Jdbi jdbi) {
    jdbi.registerArgument(new MomentArgument());
  }

  @Override
  public Object vector(Embedding embedding) {
    return Arrays.toString(embedding.toArray()); // a string takes the type of its column
  }

  @Override
  public String vectorColumn() {
    return "vector_send(e.embedding)";
  }

  @Override
  public Embedding readVector(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    float[] values = new float[(bytes.length - HEADER_BYTES) / Float.BYTES];
    ByteBuffer.wrap(bytes).position(HEADER_BYTES).asFloatBuffer().get(values);
    return Embedding.ofStored(values);
  }

  @Override
  public UUID readId(ResultSet row, int column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  @Override
  public Instant readMoment(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  @Override
  public boolean isDuplicate(SQLException failure) {
    return UNIQUE_VIOLATION.equals(failure.getSQLState());
  }

  private static final class MomentArgument extends AbstractArgumentFactory<Instant> {
    MomentArgument() {
      super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      // the driver would round, and so bind a moment that has not come yet
      Instant micros = value.truncatedTo(ChronoUnit.MICROS);
      return (position, statement, _) ->
          statement.setObject(position, OffsetDateTime.ofInstant(micros, ZoneOffset.UTC));
    }
  }
}
