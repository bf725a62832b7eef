package dev.keepsake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every statement is one that both databases understand, or has a form for each; and none is left
/// over.
final class StatementsInStepTest {
  private static final Path ROOT = Path.of(System.getProperty("keepsake.root"));
  private static final Path FILES = ROOT.resolve("tools/src/main/resources/sql");
  private static final Path SOURCES = ROOT.resolve("tools/src/main/java/dev/keepsake/store/sql");

  private static final Pattern QUERY = Pattern.compile("(?s)(select|with).*|.*\\breturning\\b.*");

  /// A list that JDBI writes out, such as `<ids>`.
  private static final Pattern LIST = Pattern.compile("<([a-z_]+)>");

  /// A literal of several words, and what it is given to.
  private static final Pattern LITERAL =
      Pattern.compile("(?:\\.(\\w+)\\(\\s*)?\"([a-z]+(?:_[a-z]+)+)\"");

  /// Methods whose first argument is a parameter or a column. A literal anywhere else is taken for
  /// a statement's name, so that a new way of running one is not overlooked.
  private static final Pattern NAMES_A_COLUMN =
      Pattern.compile(
          "bind|bindList|getString|text|findText|number|decimal|findDecimal|missing|id|findId|moment|findMoment"
              + "|vector|word|strings|pairs|flag");

  @TempDir private Path folder;

  @Test
  void every_statement_is_common_or_has_a_form_for_each_database() throws IOException {
    assertThat(names("sqlite")).isEqualTo(names("postgres"));
    assertThat(names("sqlite")).doesNotContainAnyElementsOf(names("common"));
  }

  @Test
  void forms_of_a_statement_take_the_same_parameters() throws IOException {
    for (String name : names("sqlite")) {
      assertThat(parameters("postgres", name)).as(name).isEqualTo(parameters("sqlite", name));
    }
  }

  @Test
  void every_statement_prepares_on_sqlite() throws IOException, SQLException {
    try (var database = FreshDatabase.sqlite(folder)) {
      assertThat(refused(database)).isEmpty();
    }
  }

  @Test
  void every_statement_prepares_on_postgres() throws IOException, SQLException {
    try (var database = FreshDatabase.postgres()) {
      assertThat(refused(database)).isEmpty();
    }
  }

  @Test
  void forms_of_a_query_answer_the_same_columns() throws IOException, SQLException {
    try (var sqlite = FreshDatabase.sqlite(folder);
        var postgres = FreshDatabase.postgres();
        Connection here = sqlite.connect();
        Connection there = postgres.connect()) {
      for (String name : statements("sqlite")) {
        List<String> answered = columns(here, text("sqlite", name));
        if (!answered.isEmpty()) { // in Postgres a change may be a function's, which is selected
          assertThat(columns(there, text("postgres", name))).as(name).isEqualTo(answered);
        }
      }
    }
  }

  /// SQLite's planner likes the index by scope and status, which leads through every memory of an
  /// owner.
  @ParameterizedTest
  @ValueSource(strings = {"memory_chain", "find_predecessors", "memories_successors_first"})
  void a_chain_is_walked_along_its_links(String name) throws IOException, SQLException {
    try (var database = FreshDatabase.sqlite(folder);
        Connection connection = database.connect();
        var plan = prepare(connection, "explain query plan " + text("sqlite", name));
        var steps = plan.executeQuery()) {
      var told = new ArrayList<String>();
      while (steps.next()) {
        told.add(steps.getString("detail"));
      }
      assertThat(told)
          .anyMatch(step -> step.contains("superseded_by=?"))
          .noneMatch(step -> step.contains("SCAN memory_items"));
    }
  }

  @Test
  void what_active_memories_say_is_looked_up_by_what_they_say() throws IOException, SQLException {
    try (var database = FreshDatabase.sqlite(folder);
        Connection connection = database.connect();
        var plan = prepare(connection, "explain query plan " + text("sqlite", "active_contents"));
        var steps = plan.executeQuery()) {
      assertThat(steps.next()).isTrue();
      assertThat(steps.getString("detail")).contains("content_hash=?");
    }
  }

  @Test
  void every_file_is_used_and_every_name_has_a_file() throws IOException {
    assertThat(usedNames()).containsExactlyElementsOf(statements("sqlite"));
  }

  /// The statements that the database does not understand, each with its complaint.
  private static SortedMap<String, String> refused(FreshDatabase database)
      throws IOException, SQLException {
    var refused = new TreeMap<String, String>();
    try (Connection connection = database.connect()) {
      for (String name : statements(database.dialect())) {
        try (var statement = prepare(connection, text(database.dialect(), name))) {
          // makes Postgres' driver ask the server, which infers a type for every parameter
          assertThat(statement.getParameterMetaData().getParameterCount()).isNotNegative();
        } catch (SQLException e) {
          refused.put(name, String.valueOf(e.getMessage()));
        }
      }
    }
    return refused;
  }

  private static List<String> columns(Connection connection, String text) throws SQLException {
    var columns = new ArrayList<String>();
    if (!QUERY.matcher(text).matches()) {
      return columns;
    }
    try (var statement = prepare(connection, text)) {
      var meta = statement.getMetaData();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        columns.add(meta.getColumnLabel(i));
      }
      return columns;
    }
  }

  private static PreparedStatement prepare(Connection connection, String text) throws SQLException {
    return connection.prepareStatement(parse(text).getSql());
  }

  /// With JDBI's own parser, so that what is prepared here is what will be run.
  private static ParsedSql parse(String text) {
    String sql = LIST.matcher(text).replaceAll(":$1");
    try (Handle handle = Jdbi.create("jdbc:sqlite::memory:").open();
        var query = handle.createQuery(sql)) {
      return new ColonPrefixSqlParser().parse(sql, query.getContext());
    }
  }

  private static SortedSet<String> parameters(String directory, String name) throws IOException {
    return new TreeSet<>(
        parse(Files.readString(file(directory, name))).getParameters().getParameterNames());
  }

  private static SortedSet<String> statements(String dialect) throws IOException {
    var names = names("common");
    names.addAll(names(dialect));
    return names;
  }

  private static SortedSet<String> names(String directory) throws IOException {
    try (Stream<Path> files = Files.list(FILES.resolve(directory))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.sql$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String text(String dialect, String name) throws IOException {
    Path own = file(dialect, name);
    return Files.readString(Files.exists(own) ? own : file("common", name));
  }

  private static Path file(String directory, String name) {
    return FILES.resolve(directory).resolve(name + ".sql");
  }

  private static SortedSet<String> usedNames() throws IOException {
    var names = new TreeSet<String>();
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        LITERAL
            .matcher(Files.readString(source))
            .results()
            .filter(found ->
                found.group(1) == null || !NAMES_A_COLUMN.matcher(found.group(1)).matches())
            .forEach(found -> names.add(found.group(2)));
      }
    }
    return names;
  }
}
