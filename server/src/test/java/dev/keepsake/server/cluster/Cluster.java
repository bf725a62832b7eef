package dev.keepsake.server.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/// Servers over one Postgres and one Redis. Started by the launcher, as an operator does.
final class Cluster implements AutoCloseable {
  private final Path folder;
  private final Database database;
  private final int redisPort;
  private RedisServer redis;
  private final Map<String, String> settings;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final List<Node> nodes = new ArrayList<>();

  private Cluster(Path folder, Database database, int redisPort, Map<String, String> settings)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.database = database;
    this.redisPort = redisPort;
    this.redis = startRedis(redisPort);
    this.settings = settings;
    this.key =
        Node.JSON
            .readTree(Node.run(settings, "key", "create", "--name", "cluster", "--json"))
            .path("key")
            .asText();
  }

  /// The limits on writes are off.
  ///
  /// @param durable whether Postgres syncs its commits
  /// @param more settings of every server
  static Cluster start(int servers, boolean durable, Map<String, String> more)
      throws IOException, InterruptedException {
    Database database = Database.start(durable);
    Path folder = Files.createTempDirectory("keepsake-cluster-");
    int redisPort;
    try (var socket = new ServerSocket(0)) {
      redisPort = socket.getLocalPort();
    }
    var settings = new TreeMap<String, String>();
    settings.put("KEEPSAKE_HOME", folder.resolve("home").toString());
    settings.put("KEEPSAKE_DATABASE_URL", database.applicationUrl());
    settings.put("KEEPSAKE_REDIS_URL", "redis://127.0.0.1:" + redisPort);
    settings.put("KEEPSAKE_LOG_LEVEL", "warn");
    settings.put("KEEPSAKE_MEMORY_WRITE_RATE_PER_HOUR", "0");
    settings.put("KEEPSAKE_MEMORY_WRITE_RATE_PER_CONVERSATION", "0");
    settings.putAll(more);
    var cluster = new Cluster(folder, database, redisPort, settings);
    for (int i = 0; i < servers; i++) {
      cluster.nodes.add(cluster.startNode());
    }
    return cluster;
  }

  private Node startNode() throws IOException, InterruptedException {
    return Node.start(settings, key, http);
  }

  /// One more, which knows no Redis. Not for writes: the others would not hear of them.
  ///
  /// @return to be closed by the caller
  Node startWithoutRedis() throws IOException, InterruptedException {
    var without = new TreeMap<>(settings);
    without.remove("KEEPSAKE_REDIS_URL");
    return Node.start(without, key, http);
  }

  private static RedisServer startRedis(int port) throws IOException {
    RedisServer server =
        RedisServer.newRedisServer()
            .bind("127.0.0.1")
            .port(port)
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    server.start();
    return server;
  }

  Database database() {
    return database;
  }

  synchronized Node node(int number) {
    return nodes.get(number % nodes.size());
  }

  synchronized int size() {
    return nodes.size();
  }

  /// SIGKILL of one server, and another in its place: it is started until it comes up, since one
  /// that finds no Postgres ends.
  ///
  /// @return how many ended so
  int replace(int number) throws IOException, InterruptedException {
    node(number).kill();
    int ended = 0;
    @Nullable Node next = null;
    while (next == null) {
      try {
        next = startNode();
      } catch (IllegalStateException e) {
        ended++;
        if (ended > 20) {
          throw e;
        }
      }
    }
    synchronized (this) {
      nodes.set(number, next);
    }
    return ended;
  }

  void stopRedis() throws IOException {
    redis.stop();
  }

  void startRedisAgain() throws IOException {
    redis = startRedis(redisPort);
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  @Override
  public void close() throws IOException {
    for (Node node : nodes) {
      node.close();
    }
    http.close();
    redis.stop();
    database.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
