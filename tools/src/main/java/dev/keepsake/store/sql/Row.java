package dev.keepsake.store.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keepsake.embed.Embedding;
import dev.keepsake.memory.WireName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The current row of a result, by column name. The names are looked up once for a result: the
/// SQLite driver searches its columns one by one, which costs more than reading them when ten
/// thousand rows are loaded.
final class Row {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
  private static final TypeReference<TreeMap<String, String>> PAIRS = new TypeReference<>() {};

  private final ResultSet row;
  private final Dialect dialect;
  private final Map<String, Integer> columns = new HashMap<>();

  Row(ResultSet row, Dialect dialect) throws SQLException {
    this.row = row;
    this.dialect = dialect;
    var meta = row.getMetaData();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.put(meta.getColumnLabel(i), i);
    }
  }

  boolean next() throws SQLException {
    return row.next();
  }

  String text(String column) throws SQLException {
    return found(row.getString(at(column)), column);
  }

  Optional<String> findText(String column) throws SQLException {
    return Optional.ofNullable(row.getString(at(column)));
  }

  long number(String column) throws SQLException {
    return row.getLong(at(column));
  }

  double decimal(String column) throws SQLException {
    return row.getDouble(at(column));
  }

  Optional<Double> findDecimal(String column) throws SQLException {
    return missing(column) ? Optional.empty() : Optional.of(decimal(column));
  }

  boolean flag(String column) throws SQLException {
    return row.getBoolean(at(column));
  }

  boolean missing(String column) throws SQLException {
    return row.getObject(at(column)) == null;
  }

  UUID id(String column) throws SQLException {
    return dialect.readId(row, at(column));
  }

  Optional<UUID> findId(String column) throws SQLException {
    return missing(column) ? Optional.empty() : Optional.of(id(column));
  }

  Instant moment(String column) throws SQLException {
    return dialect.readMoment(row, at(column));
  }

  Optional<Instant> findMoment(String column) throws SQLException {
    return missing(column) ? Optional.empty() : Optional.of(moment(column));
  }

  Embedding vector(String column) throws SQLException {
    return dialect.readVector(row, at(column));
  }

  <E extends Enum<E> & WireName> E word(String column, Class<E> type) throws SQLException {
    return WireName.require(type, text(column));
  }

  List<String> strings(String column) throws SQLException {
    String json = text(column);
    return json.equals("[]") ? List.of() : read(json, STRINGS);
  }

  SortedMap<String, String> pairs(String column) throws SQLException {
    return read(text(column), PAIRS);
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings can always be written as JSON", e);
    }
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column that holds JSON does not", e);
    }
  }

  private int at(String column) {
    return found(columns.get(column), column);
  }

  private static <T> T found(@Nullable T value, String column) {
    if (value == null) {
      throw new IllegalStateException("the column " + column + " is empty or missing");
    }
    return value;
  }
}
