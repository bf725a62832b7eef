package dev.keepsake.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a Redis and hands its answers on as late as the test wants, as a network does that
/// is full.
public final class LateProxy implements AutoCloseable {
  private static final int MOST_BYTES = 65_536;

  private final ServerSocket socket;
  private final int redis;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger questions = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;

  private LateProxy(ServerSocket socket, int redis) {
    this.socket = socket;
    this.redis = redis;
  }

  public static LateProxy before(LocalRedis redis) {
    try {
      var socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      var proxy = new LateProxy(socket, redis.port());
      Thread.ofPlatform().daemon().start(proxy::listen);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RedisUrl url() {
    return RedisUrl.parse("redis://127.0.0.1:" + socket.getLocalPort());
  }

  public void delay(Duration value) {
    delay = value;
  }

  /// How often a script was asked for.
  public int questions() {
    return questions.get();
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread.ofPlatform().daemon().start(() -> serve(caller));
      } catch (IOException e) {
        // the test has ended
      }
    }
  }

  private void serve(Socket caller) {
    try (caller;
        var server = new Socket(InetAddress.getLoopbackAddress(), redis)) {
      var answers = Thread.ofPlatform().daemon().start(() -> answer(server, caller));
      hand(caller.getInputStream(), server.getOutputStream(), true);
      server.shutdownOutput();
      answers.join();
    } catch (IOException | InterruptedException e) {
      // one of both has gone
    }
  }

  private void answer(Socket server, Socket caller) {
    try {
      hand(server.getInputStream(), caller.getOutputStream(), false);
      caller.close();
    } catch (IOException | InterruptedException e) {
      // one of both has gone
    }
  }

  private void hand(InputStream from, OutputStream to, boolean questions)
      throws IOException, InterruptedException {
    var bytes = new byte[MOST_BYTES];
    for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
      if (questions) {
        if (new String(bytes, 0, read, StandardCharsets.UTF_8).contains("EVALSHA")) {
          this.questions.incrementAndGet();
        }
      } else {
        boolean _ = over.await(delay.toMillis(), TimeUnit.MILLISECONDS);
      }
      to.write(bytes, 0, read);
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
