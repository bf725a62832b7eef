package dev.keepsake.server.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// The rows of one user with many memories, a second apart, and the statements that read them by
/// themselves.
final class RestRows {
  private static final String COLUMNS =
      """
      insert into memory_items (id, user_id, organization_id, scope, memory_type, content, content_hash, tags, metadata,
        source, related_memories, confidence, importance, provenance, trust, extraction_type, client_id, status,
        recorded_at, valid_from, embedding_status, embedding_model, embedding_updated_at, embedding_attempts, created_at,
        updated_at, access_count, revision, _created_by_id, _last_updated_by_id)
      """;

  private static final String TEXT =
      "'Spare part number ' || g || ' lies in the drawer at the far end of the workshop, beside the"
          + " vice and the old lathe'";

  private RestRows() {}

  static void onPostgres(Connection superuser, String user, int memories) throws SQLException {
    superuser.setAutoCommit(false);
    try (var statement = superuser.createStatement()) {
      statement.execute(
          "insert into users select gen_random_uuid(), id, '%s', now() from organizations where name = 'local'"
              .formatted(user));
      statement.execute(
          "insert into user_state select id, 1, 0, 0, repeat('0', 64), now(), '{}' from users where external_id = '%s'"
              .formatted(user));
      statement.execute(
          COLUMNS
              + """
              select gen_random_uuid(), u.id, u.organization_id, c.scope, 'fact', %s, md5(g::text), '["part", "workshop"]', '{}',
                'manual', '[]', 1.0, 0.5, 'tool', 'medium', 'rest', c.id, 'active', t.at, t.at, 'completed', 'all-minilm-l6-v2-q',
                t.at, 0, t.at, t.at, 0, 1, c.id, c.id
              from generate_series(1, %d) g
              cross join lateral (select now() - (%d - g) * interval '1 second' as at) t
              join users u on u.external_id = '%s'
              cross join lateral (select * from clients where organization_id = u.organization_id limit 1) c
              """
                  .formatted(TEXT, memories, memories, user));
      superuser.commit();
      superuser.setAutoCommit(true);
      statement.execute("vacuum analyze memory_items, users, user_state");
    }
  }

  static void onSqlite(Connection file, String user, int memories) throws SQLException {
    file.setAutoCommit(false);
    try (var statement = file.createStatement()) {
      String now = "(unixepoch() * 1000000)";
      statement.execute(
          "insert into users (id, organization_id, external_id, created_at) select '%s', id, '%s', %s from organizations limit 1"
              .formatted(UUID.randomUUID(), user, now));
      statement.execute(
          "insert into user_state select id, 1, 0, 0, printf('%%064d', 0), %s, '{}' from users where external_id = '%s'"
              .formatted(now, user));
      statement.execute(
          "with recursive n (g) as (select 1 union all select g + 1 from n where g < %d), t (g, at) as (select g, %s - (%d - g) * 1000000 from n) "
                  .formatted(memories, now, memories)
              + COLUMNS
              + """
              select printf('%%08x-0000-7000-8000-%%012x', g, g), u.id, u.organization_id, c.scope, 'fact', %s, printf('%%064x', g),
                '["part", "workshop"]', '{}', 'manual', '[]', 1.0, 0.5, 'tool', 'medium', 'rest', c.id, 'active', t.at, t.at,
                'completed', 'all-minilm-l6-v2-q', t.at, 0, t.at, t.at, 0, 1, c.id, c.id
              from t join users u on u.external_id = '%s'
              join (select * from clients limit 1) c on c.organization_id = u.organization_id
              """
                  .formatted(TEXT, user));
      statement.execute("analyze");
    }
    file.commit();
  }

  /// What a call asks the database, as it would by itself.
  record Bare(
      Connection connection,
      PreparedStatement begin,
      PreparedStatement find,
      PreparedStatement newest,
      PreparedStatement count,
      boolean uuids) {

    void askOne(String id) throws SQLException {
      find.setObject(1, uuids ? UUID.fromString(id) : id);
      read(find);
    }

    void askNewest() throws SQLException {
      read(newest);
    }

    void askCount() throws SQLException {
      read(count);
    }

    private void read(PreparedStatement statement) throws SQLException {
      begin.execute();
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            Object _ = rows.getObject(i);
          }
        }
      }
      connection.commit();
    }
  }

  static Bare bareOnPostgres(Connection role, String user) throws SQLException {
    try (var statement =
        role.prepareStatement(
            "select found from organizations o, find_user(o.id, ?) as found where o.name ="
                + " 'local'")) {
      statement.setString(1, user);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String id = row.getString(1);
        role.setAutoCommit(false);
        return bare(role, id, "select set_config('keepsake.user_id', '%s', true)", "now()", true);
      }
    }
  }

  static Bare bareOnSqlite(Connection file, String user) throws SQLException {
    try (var statement = file.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id from users where external_id = '%s'".formatted(user))) {
      row.next();
      String id = row.getString(1);
      file.setAutoCommit(false);
      return bare(file, id, "select '%s'", "unixepoch() * 1000000", false);
    }
  }

  private static Bare bare(
      Connection connection, String user, String begin, String now, boolean uuids)
      throws SQLException {
    String active =
        " from memory_items where user_id = '%s' and scope = 'local' and status = 'active' and (expires_at is null or expires_at > %s)"
            .formatted(user, now);
    return new Bare(
        connection,
        connection.prepareStatement(begin.formatted(user)),
        connection.prepareStatement(
            "select * from memory_items where user_id = '%s' and id = ?".formatted(user)),
        connection.prepareStatement(
            "select *" + active + " order by created_at desc, id desc limit 20"),
        connection.prepareStatement("select count(*)" + active),
        uuids);
  }
}
