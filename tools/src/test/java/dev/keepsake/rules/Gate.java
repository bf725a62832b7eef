package dev.keepsake.rules;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The way to a server of this machine. Shut, it is to its clients as if the server had stopped;
/// open again, as if it had come back.
final class Gate implements AutoCloseable {
  private final int server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private ServerSocket door;

  /// Open.
  Gate(int serverPort) throws IOException {
    this.server = serverPort;
    this.door = listen(0);
  }

  int port() {
    return door.getLocalPort();
  }

  void open() throws IOException {
    door = listen(port());
  }

  void shut() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private ServerSocket listen(int port) throws IOException {
    var listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> admit(listening));
    return listening;
  }

  private void admit(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        sockets.add(client);
        var onward = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(onward);
        Thread.ofVirtual().start(() -> pass(client, onward));
        Thread.ofVirtual().start(() -> pass(onward, client));
      } catch (IOException _) {
        continue; // shut
      }
    }
  }

  /// Until either side hangs up.
  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      sockets.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    shut();
  }
}
