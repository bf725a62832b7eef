package dev.keepsake.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Listens where Redis should be, counts who comes, says its words and hangs up.
final class CountingListener implements AutoCloseable {
  private final ServerSocket socket;
  private final String words;
  private final AtomicInteger visits = new AtomicInteger();

  private CountingListener(ServerSocket socket, String words) {
    this.socket = socket;
    this.words = words;
  }

  /// @param port 0 for any
  static CountingListener start(int port, String words) {
    try {
      var socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      var listener = new CountingListener(socket, words);
      Thread.ofVirtual().start(listener::listen);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    while (!socket.isClosed()) {
      try (Socket visitor = socket.accept()) {
        visits.incrementAndGet();
        visitor.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // the visitor has gone, or the test has ended
      }
    }
  }

  int visits() {
    return visits.get();
  }

  RedisUrl url() {
    return RedisUrl.parse("redis://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
