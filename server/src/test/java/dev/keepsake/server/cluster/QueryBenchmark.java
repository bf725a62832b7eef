package dev.keepsake.server.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.bench.Sentences;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/// How long `query_memory` takes over HTTP on Postgres, beside the bare SQL on one connection of
/// the same role in the same run: for many users with few memories, and for one user with as many.
///
/// ```
/// ./mvnw -q -Pcluster -pl server -am verify -Dcluster="query --memories 100000 --users 1000"
/// ```
///
/// Cold: the server has not searched this user's memories since it started, so that it loads them.
/// Warm: it has, and asks the database only whether something changed. The queries' vectors are
/// remembered from a first round, so that no time is the embedding model's. `server's own` is what
/// is left of the median over HTTP without the median of the same statements by themselves; a call
/// of the same server that does nothing shows how much of that is HTTP and the client. `many` or
/// `one` behind `query` leaves the rest out.
final class QueryBenchmark {
  private static final int DIMENSION = 384;
  private static final int QUESTIONS = 20;

  /// Enough of what takes long.
  private static final int FEW = 500;

  /// The last is measured: the compiler is busy on the same cores during the others.
  private static final int ROUNDS = 4;

  /// A number that the audit chains of these users never get to.
  private static final String NO_EVENTS = "0";

  private final Cluster cluster;
  private final int memories;
  private final int users;
  private final int queries;
  private final List<String> questions = new ArrayList<>();

  private QueryBenchmark(Cluster cluster, int memories, int users, int queries) {
    this.cluster = cluster;
    this.memories = memories;
    this.users = users;
    this.queries = queries;
    var sentences = new Sentences(7);
    for (int i = 0; i < QUESTIONS; i++) {
      questions.add(sentences.statement());
    }
  }

  static List<String> run(List<String> arguments) throws Exception {
    int memories = ClusterTorture.number(arguments, "--memories", 100_000);
    int users = ClusterTorture.number(arguments, "--users", 1_000);
    int queries = ClusterTorture.number(arguments, "--queries", 4_000);
    var settings =
        Map.of(
            "KEEPSAKE_USER_INDEX_MB",
            Integer.toString(ClusterTorture.number(arguments, "--index-mb", 1_024)),
            "KEEPSAKE_JAVA_OPTS",
            "-Xmx3g");
    try (var cluster = Cluster.start(1, false, settings)) {
      var benchmark = new QueryBenchmark(cluster, memories, users, queries);
      benchmark.fill();
      benchmark.remember();
      System.out.println(
          "                                       calls    p50 ms    p95 ms    p99 ms");
      if (!arguments.contains("one")) {
        benchmark.measure(
            "%,d users with %,d memories each".formatted(users, memories / users), "many-", users);
      }
      if (!arguments.contains("many")) {
        benchmark.measure("one user with %,d memories".formatted(memories), "one-", 1);
        benchmark.byPgvector();
      }
      return List.of();
    }
  }

  private void fill() throws SQLException, IOException {
    long from = System.nanoTime();
    try (Connection connection = cluster.database().connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("create temporary table said (i integer, text text)");
      var texts = new StringBuilder();
      var sentences = new Sentences(42);
      for (int i = 0; i < memories; i++) {
        texts.append(i).append('\t').append(sentences.statement()).append('\n');
      }
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy said from stdin", new StringReader(texts.toString()));
      fillUsers(statement, "many-", users);
      fillUsers(statement, "one-", 1);
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("vacuum analyze memory_items, memory_embeddings, users, user_state");
    }
    System.out.printf(
        Locale.ROOT,
        "filled %,d memories in %.0f s%n",
        2 * memories,
        (System.nanoTime() - from) / 1e9);
  }

  private void fillUsers(java.sql.Statement statement, String prefix, int many)
      throws SQLException {
    statement.execute(
        """
        insert into users
        select gen_random_uuid(), o.id, '%s' || g, now() from organizations o, generate_series(0, %d) g
        where o.name = 'local'
        """
            .formatted(prefix, many - 1));
    statement.execute(
        """
        insert into user_state
        select id, 1, 0, %s, repeat('0', 64), now(), '{}' from users where external_id like '%s%%'
        """
            .formatted(NO_EVENTS, prefix));
    statement.execute(
        """
        insert into memory_items (id, user_id, organization_id, scope, memory_type, content, content_hash, tags, metadata,
          source, related_memories, confidence, importance, provenance, trust, extraction_type, client_id, status,
          recorded_at, valid_from, embedding_status, embedding_model, embedding_attempts, created_at, updated_at,
          access_count, revision, _created_by_id, _last_updated_by_id)
        select gen_random_uuid(), u.id, u.organization_id, c.scope, 'fact', s.text, md5(s.text), '[]', '{}', 'chat', '[]',
          0.9, 0.5, 'model', 'medium', 'tool', c.id, 'active', now(), now(), 'completed', 'all-minilm-l6-v2-q', 0, now(),
          now(), 0, 1, c.id, c.id
        from said s
        join users u on u.external_id = '%s' || (s.i %% %d)
        join clients c on c.organization_id = u.organization_id
        """
            .formatted(prefix, many));
    statement.execute(
        """
        insert into memory_embeddings (user_id, memory_id, space, chunk, whole, embedding)
        select m.user_id, m.id, 1, 0, true, l2_normalize(
          (select array_agg(random() - 0.5) from generate_series(1, %d) g where m.revision = 1)::vector)
        from memory_items m join users u on u.id = m.user_id where u.external_id like '%s%%'
        """
            .formatted(DIMENSION, prefix));
  }

  /// The vectors of the questions, and the code paths, by a user who has nothing.
  private void remember() throws IOException {
    for (int i = 0; i < 200; i++) {
      ask("nobody", i);
    }
  }

  private long ask(String user, int number) throws IOException {
    ObjectNode arguments =
        Node.JSON.createObjectNode().put("query", questions.get(number % QUESTIONS));
    long from = System.nanoTime();
    Node.Answer answer = cluster.node(0).call("query_memory", user, arguments);
    long took = System.nanoTime() - from;
    if (answer.status() != 200 || !answer.body().path("notices").isEmpty()) {
      throw new IllegalStateException("a query failed: " + answer);
    }
    return took;
  }

  private long askNothing() throws IOException {
    long from = System.nanoTime();
    Node.Answer answer = cluster.node(0).get("/health/live", "nobody");
    long took = System.nanoTime() - from;
    if (answer.status() != 200) {
      throw new IllegalStateException("no answer: " + answer);
    }
    return took;
  }

  private void measure(String title, String prefix, int many) throws Exception {
    int asked = Math.min(queries, many);
    System.out.println(title);
    long[] coldHttp = new long[asked];
    for (int i = 0; i < asked; i++) {
      coldHttp[i] = ask(prefix + i, i);
    }
    int often = many == 1 ? Math.min(queries, FEW) : queries;
    long[] warmHttp = new long[often];
    long[] nothing = new long[often];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < often; i++) {
        warmHttp[i] = ask(prefix + i % asked, i);
        nothing[i] = askNothing();
      }
    }
    long[] coldSql = new long[asked];
    long[] warmSql = new long[often];
    try (var bare = new BareSql(cluster.database().applicationUrl())) {
      for (int i = 0; i < asked; i++) {
        coldSql[i] = bare.time(prefix + i, true);
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < often; i++) {
          warmSql[i] = bare.time(prefix + i % asked, false);
        }
      }
    }
    row("  a call that does nothing", nothing);
    double cold = row("  cold, over HTTP", coldHttp) - row("  cold, bare SQL", coldSql);
    double warm = row("  warm, over HTTP", warmHttp) - row("  warm, bare SQL", warmSql);
    System.out.printf(
        Locale.ROOT, "  server's own at p50: cold %.2f ms, warm %.2f ms%n", cold, warm);
  }

  /// @return the median in ms
  private static double row(String name, long[] nanos) {
    long[] sorted = nanos.clone();
    java.util.Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%-36s %7d %9.2f %9.2f %9.2f%n",
        name,
        sorted.length,
        at(sorted, 0.5),
        at(sorted, 0.95),
        at(sorted, 0.99));
    return at(sorted, 0.5);
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }

  /// The statements that a query runs, by themselves.
  private static final class BareSql implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement user;
    private final PreparedStatement begin;
    private final PreparedStatement state;
    private final PreparedStatement load;
    private final PreparedStatement predecessors;
    private final String organization;

    BareSql(String url) throws SQLException {
      connection = DriverManager.getConnection(url);
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select id from organizations where name = 'local'")) {
        row.next();
        organization = row.getString(1);
      }
      user = connection.prepareStatement("select id from find_user(?::uuid, ?) as id");
      begin =
          connection.prepareStatement(
              "set transaction isolation level repeatable read, read only;"
                  + " select set_config('keepsake.user_id', ?, true)");
      state =
          connection.prepareStatement(
              "select u.organization_id, s.* from user_state s join users u on u.id = s.user_id"
                  + " where s.user_id = ?");
      load =
          connection.prepareStatement(
              "select m.*, e.chunk, e.whole, vector_send(e.embedding) from memory_items m left join"
                  + " memory_embeddings e on e.user_id = m.user_id and e.memory_id = m.id and"
                  + " e.space = 1 where m.user_id = ? and m.scope = 'local' and m.status = 'active'"
                  + " order by m.id, e.chunk");
      load.setFetchSize(1_000);
      predecessors =
          connection.prepareStatement(
              "select id, superseded_by from memory_items where user_id = ? and scope = 'local' and"
                  + " superseded_by = any (?)");
    }

    long time(String name, boolean loading) throws SQLException {
      long from = System.nanoTime();
      user.setString(1, organization);
      user.setString(2, name);
      UUID id;
      try (ResultSet row = user.executeQuery()) {
        row.next();
        id = row.getObject(1, UUID.class);
      }
      connection.commit();
      begin.setString(1, id.toString());
      begin.execute();
      state.setObject(1, id);
      read(state);
      if (loading) {
        load.setObject(1, id);
        read(load);
      }
      predecessors.setObject(1, id);
      predecessors.setArray(2, connection.createArrayOf("uuid", new Object[] {id}));
      read(predecessors);
      connection.commit();
      return System.nanoTime() - from;
    }

    private static void read(PreparedStatement statement) throws SQLException {
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            Object _ = rows.getObject(i);
          }
        }
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  /// What the database would take to search by itself.
  private void byPgvector() throws SQLException {
    System.out.println("pgvector's own search of the one user, the ten nearest");
    row("  exact", nearest(false));
    long from = System.nanoTime();
    try (Connection connection = cluster.database().connect();
        var statement = connection.createStatement()) {
      statement.execute("set maintenance_work_mem = '1GB'");
      statement.execute(
          "create index bench_hnsw on memory_embeddings using hnsw ((embedding::vector(384))"
              + " vector_cosine_ops) where space = 1");
    }
    System.out.printf(
        Locale.ROOT,
        "  HNSW index over %,d vectors: built in %.0f s, %,d MB%n",
        2 * memories,
        (System.nanoTime() - from) / 1e9,
        cluster.database().number("select pg_relation_size('bench_hnsw') / 1048576"));
    row("  HNSW, iterative scan", nearest(true));
  }

  private long[] nearest(boolean indexed) throws SQLException {
    long[] nanos = new long[Math.min(queries, 200)];
    try (Connection connection = DriverManager.getConnection(cluster.database().applicationUrl());
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < nanos.length; i++) {
        long from = System.nanoTime();
        statement.execute("select set_config('keepsake.user_id', '%s', true)".formatted(oneUser()));
        if (indexed) {
          statement.execute("set local hnsw.iterative_scan = relaxed_order");
          statement.execute("set local enable_seqscan = off");
        }
        try (ResultSet rows =
            statement.executeQuery(
                "select memory_id from memory_embeddings where user_id = '%s' and space = 1 order by embedding::vector(384) <=> '%s' limit 10"
                    .formatted(oneUser(), vector(i)))) {
          while (rows.next()) {
            Object _ = rows.getObject(1);
          }
        }
        connection.commit();
        nanos[i] = System.nanoTime() - from;
      }
    }
    return nanos;
  }

  private String one = "";

  private String oneUser() throws SQLException {
    if (one.isEmpty()) {
      try (Connection connection = cluster.database().connect();
          var statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("select id from users where external_id = 'one-0'")) {
        row.next();
        one = row.getString(1);
      }
    }
    return one;
  }

  private static String vector(int seed) {
    var random = new java.util.Random(seed);
    var text = new StringBuilder("[");
    for (int i = 0; i < DIMENSION; i++) {
      text.append(i == 0 ? "" : ",").append(random.nextDouble() - 0.5);
    }
    return text.append(']').toString();
  }
}
