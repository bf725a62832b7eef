package dev.keepsake.server.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What writers were told, held against what is in the database, read past the product.
final class Ledger {
  /// Each counts what must not be there.
  private static final Map<String, String> FAULTS = faultQueries();

  /// What was accepted, by the id that was answered.
  private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();

  record Accepted(String user, String text) {}

  void accept(String id, String user, String text) {
    Accepted before = accepted.put(id, new Accepted(user, text));
    if (before != null && !before.text().equals(text)) {
      throw new IllegalStateException("two statements were answered one id: " + id);
    }
  }

  int size() {
    return accepted.size();
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
        where e.operation = 'create' and not exists
          (select 1 from memory_items m where m.user_id = e.user_id and m.id = e.memory_item_id)
        """);
    queries.put(
        "events of anything but a creation",
        "select count(*) from memory_write_events e where e.operation <> 'create'");
    queries.put(
        "create events with another text than their memory",
        """
        select count(*) from memory_write_events e
        join memory_items m on m.user_id = e.user_id and m.id = e.memory_item_id
        left join memory_write_event_contents c on c.user_id = e.user_id and c.event_id = e.id
        where e.operation = 'create' and c.after_content is distinct from m.content
        """);
    queries.put(
        "memories that lack the vector they claim, or have one they deny",
        """
        select count(*) from memory_items m where (m.embedding_status = 'completed') <> exists
          (select 1 from memory_embeddings v where v.user_id = m.user_id and v.memory_id = m.id)
        """);
    queries.put(
        "statements stored twice",
        """
        select count(*) from (select 1 from memory_items
                              group by user_id, scope, content having count(*) > 1) twice
        """);
    queries.put(
        "users whose chain has another length than is noted",
        """
        select count(*) from user_state s where s.audit_seq <>
          (select count(*) from memory_write_events e where e.user_id = s.user_id)
        """);
    queries.put("writes left open", "select count(*) from memory_writes where state = 'accepted'");
    queries.put(
        "finished writes without their memory",
        """
        select count(*) from memory_writes w where w.state <> 'accepted' and not exists
          (select 1 from memory_items m where m.user_id = w.user_id and m.id = w.id)
        """);
    return queries;
  }

  /// Of a database that nobody writes to.
  List<String> faults(Database database) throws SQLException {
    var faults = new ArrayList<String>();
    for (var query : FAULTS.entrySet()) {
      long found = database.number(query.getValue());
      if (found != 0) {
        faults.add(found + " " + query.getKey());
      }
    }
    Map<String, Accepted> stored = stored(database);
    accepted.forEach((id, told) -> {
      if (!told.equals(stored.get(id))) {
        faults.add("accepted, but not there: " + id + " " + told);
      }
    });
    stored.forEach((id, there) -> {
      if (!accepted.containsKey(id)) {
        faults.add("there, but never accepted: " + id + " " + there);
      }
    });
    return faults;
  }

  private static Map<String, Accepted> stored(Database database) throws SQLException {
    var stored = new HashMap<String, Accepted>();
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select m.id, u.external_id, m.content from memory_items m"
                    + " join users u on u.id = m.user_id where m.status = 'active'")) {
      while (row.next()) {
        stored.put(row.getString(1), new Accepted(row.getString(2), row.getString(3)));
      }
    }
    return stored;
  }
}
