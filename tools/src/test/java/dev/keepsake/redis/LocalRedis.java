package dev.keepsake.redis;

import dev.keepsake.metric.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.embedded.RedisServer;

/// A real Redis on a port of its own, which the test stops, starts and fills as it likes.
public final class LocalRedis implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private final int port;
  private final List<String> settings;
  private RedisServer server;

  private LocalRedis(int port, List<String> settings) {
    this.port = port;
    this.settings = settings;
    this.server = start(port, settings);
  }

  public static LocalRedis start(String... settings) {
    return new LocalRedis(freePort(), List.of(settings));
  }

  private static RedisServer start(int port, List<String> settings) {
    try {
      var builder =
          RedisServer.newRedisServer()
              .bind(HOST)
              .port(port)
              .setting("save \"\"")
              .setting("appendonly no");
      settings.forEach(builder::setting);
      RedisServer server = builder.build();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RedisUrl url() {
    return RedisUrl.parse("redis://" + HOST + ":" + port);
  }

  public int port() {
    return port;
  }

  /// As a server connects, but that a trial is over when the call that began it goes on, and that
  /// time passes as the test says.
  public Redis connect(Metrics metrics, AtomicLong nanos) {
    return Redis.open(url(), metrics, Runnable::run, nanos::get);
  }

  /// What an operator asks of it.
  public <R> R admin(Function<Jedis, R> command) {
    try (var jedis = new Jedis(HOST, port)) {
      return command.apply(jedis);
    }
  }

  public Set<String> keys(String pattern) {
    return admin(jedis -> jedis.keys(pattern));
  }

  /// Until it goes; negative if there is no such key or no such moment.
  public long millisLeft(String key) {
    return admin(jedis -> jedis.pttl(key));
  }

  /// A command that Jedis has no method for.
  public Object command(Protocol.Command command, String... arguments) {
    try (var connection = new Connection(new HostAndPort(HOST, port))) {
      connection.sendCommand(command, arguments);
      return Optional.ofNullable(connection.getOne()).orElse("nothing");
    }
  }

  /// Leaves it running, but answering nobody.
  public void freeze() {
    signal("-STOP", processId());
  }

  /// @param process as [#processId] was before it was frozen
  public void thaw(String process) {
    signal("-CONT", process);
  }

  public String processId() {
    return admin(jedis -> jedis.info("server"))
        .lines()
        .filter(line -> line.startsWith("process_id:"))
        .findFirst()
        .map(line -> line.substring("process_id:".length()))
        .orElseThrow();
  }

  private static void signal(String signal, String process) {
    try {
      int code = new ProcessBuilder("kill", signal, process).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without the data of before.
  public void startAgain() {
    server = start(port, settings);
  }

  @Override
  public void close() {
    stop();
  }
}
