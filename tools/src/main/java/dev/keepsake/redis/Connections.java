package dev.keepsake.redis;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/// The open connections, all made before they are needed: virtual threads that meet an empty pool
/// queue up behind the lock under which it connects, for seconds.
final class Connections implements AutoCloseable {
  static final int MOST = 32;

  /// For a connection and for an answer, each.
  static final Duration PATIENCE = Duration.ofMillis(100);

  /// The pool takes a connection out while it looks whether it still lives.
  private static final int LOOKED_AT = 2;

  private static final Script PROBE = Script.load(Connections.class, "probe");
  private static final String PROBED = "ks:check";

  private final RedisClient client;

  Connections(RedisUrl url) {
    this.client =
        RedisClient.builder()
            .hostAndPort(place(url))
            .clientConfig(config(url, PATIENCE))
            .poolConfig(pool())
            .build();
  }

  private static HostAndPort place(RedisUrl url) {
    return new HostAndPort(url.host(), url.port());
  }

  private static DefaultJedisClientConfig config(RedisUrl url, Duration patience) {
    var config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis((int) patience.toMillis())
            .socketTimeoutMillis((int) patience.toMillis())
            .database(url.database())
            .clientName("keepsake")
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (url.tls()) {
      config.sslOptions(SslOptions.defaults());
    }
    url.user().ifPresent(config::user);
    url.password().ifPresent(config::password);
    return config.build();
  }

  private static ConnectionPoolConfig pool() {
    var pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST + LOOKED_AT);
    pool.setMaxIdle(MOST + LOOKED_AT); // none is closed that lives: see #lost
    pool.setMinIdle(MOST);
    pool.setMinEvictableIdleDuration(Duration.ofMillis(-1));
    pool.setMaxWait(PATIENCE);
    pool.setJmxEnabled(false);
    return pool;
  }

  RedisClient client() {
    return client;
  }

  /// Asks a second time where the connection broke: a Redis that was started anew, or ends
  /// connections that nobody uses, has ended all of them.
  <R> R again(Supplier<R> question) {
    try {
      return question.get();
    } catch (JedisConnectionException e) {
      if (!(Failure.of(e) instanceof Failure.Away) || Failure.late(e)) {
        throw e;
      }
      client.getPool().clear();
      return question.get();
    }
  }

  /// How many have ended so far. After each, Redis may be another than before: a replica that was
  /// promoted, or one that was started with old data.
  long lost() {
    return client.getPool().getDestroyedCount();
  }

  /// Tries over a connection of its own what every script needs.
  ///
  /// @throws JedisException if Redis does not answer, or takes no writes
  static void probe(RedisUrl url, Duration patience) {
    try (var connection = new Connection(place(url), config(url, patience))) {
      connection.sendCommand(Command.EVAL, PROBE.text(), "1", PROBED);
      connection.getOne();
    }
  }

  /// Replaces all connections.
  ///
  /// @throws JedisException if Redis does not answer, or takes no writes
  void renew() {
    client.getPool().clear();
    var _ = client.eval(PROBE.text(), List.of(PROBED), List.of());
    try {
      client.getPool().preparePool();
    } catch (JedisException e) {
      throw e;
    } catch (Exception e) { // declared by the pool, which hands on what its factory throws
      throw new JedisException("the connections can't be made", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
