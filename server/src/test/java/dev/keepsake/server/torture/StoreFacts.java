package dev.keepsake.server.torture;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/// What the database file of a data folder says of itself, read past the product.
final class StoreFacts {
  /// How many a new file is made by.
  static final int MIGRATIONS = 8;

  /// Each counts what must not be there.
  private static final Map<String, String> FAULTS = faultQueries();

  private final World world;

  StoreFacts(World world) {
    this.world = world;
  }

  private static Map<String, String> faultQueries() {
    var queries = new LinkedHashMap<String, String>();
    queries.put(
        "memories without their one create event",
        """
        select count(*) from memory_items m where 1 <>
          (select count(*) from memory_write_events e
           where e.user_id = m.user_id and e.memory_item_id = m.id and e.operation = 'create')
        """);
    queries.put(
        "create events without their memory",
        """
        select count(*) from memory_write_events e
        where e.operation = 'create' and e.action = 'created' and not exists
          (select 1 from memory_items m where m.user_id = e.user_id and m.id = e.memory_item_id)
        """);
    queries.put(
        "events without their text",
        """
        select count(*) from memory_write_events e where not exists
          (select 1 from memory_write_event_contents c
           where c.user_id = e.user_id and c.event_id = e.id)
        """);
    queries.put(
        "create events with another text than their memory",
        """
        select count(*) from memory_write_events e
        join memory_items m on m.user_id = e.user_id and m.id = e.memory_item_id
        join memory_write_event_contents c on c.user_id = e.user_id and c.event_id = e.id
        where e.operation = 'create' and c.after_content is not m.content
        """);
    queries.put(
        "memories that lack the vector they claim, or have one they deny",
        """
        select count(*) from memory_items m where (m.embedding_status = 'completed') <> exists
          (select 1 from memory_embeddings v where v.user_id = m.user_id and v.memory_id = m.id)
        """);
    queries.put(
        "vectors without a memory",
        """
        select count(*) from memory_embeddings v where not exists
          (select 1 from memory_items m where m.user_id = v.user_id and m.id = v.memory_id)
        """);
    queries.put(
        "statements stored twice",
        """
        select count(*) from (select 1 from memory_items where status = 'active'
                              group by user_id, scope, content having count(*) > 1)
        """);
    queries.put(
        "users whose chain has another length than is noted",
        """
        select count(*) from user_state s where s.audit_seq <>
          (select count(*) from memory_write_events e where e.user_id = s.user_id)
        """);
    queries.put("writes left open", "select count(*) from memory_writes where state = 'accepted'");
    queries.put("broken references", "select count(*) from pragma_foreign_key_check");
    queries.put(
        "faults in the file",
        "select count(*) from pragma_integrity_check where integrity_check <> 'ok'");
    queries.put(
        "failed migrations", "select count(*) from flyway_schema_history where success <> 1");
    return queries;
  }

  /// Of a store that no process has open: its own facts, and what `keepsake audit verify` says.
  List<String> faults() throws SQLException, IOException, InterruptedException {
    var faults = new ArrayList<String>();
    for (var query : FAULTS.entrySet()) {
      long found = number(query.getValue());
      if (found != 0) {
        faults.add(found + " " + query.getKey());
      }
    }
    World.Run audit = world.withoutWrapper().run("audit", "verify");
    if (audit.exitCode() != 0 || !audit.out().startsWith("whole")) {
      faults.add("audit verify: " + audit.out() + audit.err());
    }
    return faults;
  }

  long memories() throws SQLException {
    return number("select count(*) from memory_items where status = 'active'");
  }

  long migrations() throws SQLException {
    return number("select count(*) from flyway_schema_history");
  }

  private long number(String query) throws SQLException {
    try (Connection connection = open();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  /// A connection as any other program would open one.
  Connection open() throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(10_000);
    return DriverManager.getConnection("jdbc:sqlite:" + world.database(), config.toProperties());
  }
}
