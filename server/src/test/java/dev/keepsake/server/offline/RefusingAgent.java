package dev.keepsake.server.offline;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketImpl;

/// Takes the network away before the program's own `main`. Listening and being called stay allowed.
public final class RefusingAgent {
  private RefusingAgent() {}

  /// @param file where attempts are noted
  public static void premain(String file) throws IOException {
    Attempts.into(file);
    System.setProperty("java.nio.channels.spi.SelectorProvider", RefusingSelectors.class.getName());
    refuseSockets();
  }

  @SuppressWarnings("deprecation") // there is no other way to see the sockets of java.net
  private static void refuseSockets() throws IOException {
    Socket.setSocketImplFactory(RefusingAgent::refuse);
  }

  private static SocketImpl refuse() {
    Attempts.note("a socket");
    throw new IllegalStateException("this process has no network");
  }
}
