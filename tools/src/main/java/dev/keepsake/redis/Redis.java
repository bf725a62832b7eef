package dev.keepsake.redis;

import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.RedisUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/// One Redis, asked by many threads. No call ever fails, and none waits long: what Redis does not
/// answer within a tenth of a second is answered by nobody, and from then on nothing is asked until
/// Redis was tried again, which happens beside the calls, see [Circuit]. An outage is logged once
/// as it begins and once as it ends. Thread-safe.
public final class Redis implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

  /// For one of the connections, while all of them are used by calls that are answered. As soon as
  /// one is not, nobody waits any more.
  private static final Duration TURN = Duration.ofMillis(500);

  private final RedisUrl url;
  private final Connections connections;
  private final Metrics metrics;
  private final LongSupplier nanos;
  private final Circuit circuit;
  private final Semaphore turns = new Semaphore(Connections.MOST, true);
  private final Map<String, Outage> refused = new ConcurrentHashMap<>();

  Redis(RedisUrl url, Metrics metrics, Executor beside, LongSupplier nanos) {
    this.url = url;
    this.connections = new Connections(url);
    this.metrics = metrics;
    this.nanos = nanos;
    this.circuit = new Circuit(this::tried, beside, nanos, Outage.ofAll(url, metrics, nanos));
  }

  /// Connects, or goes on without where Redis is away. What is wrong for good is told by
  /// [RedisCheck].
  public static Redis open(RedisUrl url, Metrics metrics) {
    var thread = Thread.ofVirtual().name("redis").factory();
    return open(url, metrics, trial -> thread.newThread(trial).start(), System::nanoTime);
  }

  static Redis open(RedisUrl url, Metrics metrics, Executor beside, LongSupplier nanos) {
    var redis = new Redis(url, metrics, beside, nanos);
    redis.circuit.tryNow();
    return redis;
  }

  /// Has `script` carried out.
  ///
  /// @param keys all of one user, see [RedisKey]
  public Reply<Object> run(RedisUse use, Script script, List<String> keys, List<String> arguments) {
    return ask(use, script.name(), () -> carriedOut(script, keys, arguments));
  }

  private Object carriedOut(Script script, List<String> keys, List<String> arguments) {
    try {
      return connections.client().evalsha(script.hash(), keys, arguments);
    } catch (JedisNoScriptException e) {
      LOG.debug("Redis does not know the script, as after a restart", e);
      return connections.client().eval(script.text(), keys, arguments);
    }
  }

  /// What is under `key`; empty if nothing is, or if Redis does not answer.
  public Optional<String> find(RedisUse use, String key) {
    return ask(use, "get", () -> Optional.ofNullable(connections.client().get(key)))
        .answer()
        .flatMap(found -> found);
  }

  /// Grows whenever Redis may have become another, which does not know what the one before was
  /// told.
  public long lostConnections() {
    return connections.lost();
  }

  private <R> Reply<R> ask(RedisUse use, String command, Supplier<R> question) {
    Reply<R> reply = circuit.closed() ? inTurn(command, question) : new Reply.Away<>();
    if (reply.answer().isEmpty()) {
      metrics.redisUnanswered(use);
    }
    return reply;
  }

  /// Waits for a connection here and not in the pool, which is unfair and would go on connecting
  /// while Redis is away.
  private <R> Reply<R> inTurn(String command, Supplier<R> question) {
    try {
      if (!turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Reply.Away<>();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Away<>();
    }
    try {
      return circuit.stillClosed() ? answered(command, question) : new Reply.Away<>();
    } finally {
      turns.release();
    }
  }

  private <R> Reply<R> answered(String command, Supplier<R> question) {
    try {
      R answer = connections.again(question);
      circuit.answered();
      Optional.ofNullable(refused.get(command)).ifPresent(Outage::succeeded);
      return new Reply.Answered<>(answer);
    } catch (JedisException e) {
      return failed(command, e);
    }
  }

  private <R> Reply<R> failed(String command, JedisException e) {
    return switch (Failure.of(e)) {
      case Failure.Interrupted _ -> {
        Thread.currentThread().interrupt(); // says nothing about Redis
        yield new Reply.Away<>();
      }
      case Failure.Refused(var reason) -> {
        refused
            .computeIfAbsent(command, _ -> Outage.ofOne(url, metrics, nanos))
            .failed(command + ": " + reason);
        yield new Reply.Refused<>();
      }
      case Failure.Away(var reason) -> {
        circuit.failed(reason);
        yield new Reply.Away<>();
      }
    };
  }

  private Optional<String> tried() {
    try {
      connections.renew();
      return Optional.empty();
    } catch (JedisException e) {
      return Optional.of(Failure.words(e));
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
