package dev.keepsake.server.offline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;

/// Tries what is refused, to show that it is noted.
public final class CallingOut {
  private CallingOut() {}

  public static void main(String[] arguments) throws Exception {
    attempt(() -> InetAddress.getByName("example.org"));
    attempt(() -> new Socket("169.254.169.254", 80));
    attempt(() -> SocketChannel.open(new InetSocketAddress("169.254.169.254", 80)));
  }

  private static void attempt(Callable<?> call) throws Exception {
    try {
      call.call();
      throw new AssertionError("was not refused");
    } catch (IOException | IllegalStateException e) {
      System.err.println("refused: " + e.getMessage());
    }
  }
}
