package dev.keepsake.server.offline;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/// The platform's channels without those that call out.
public final class RefusingSelectors extends SelectorProvider {
  private final SelectorProvider platform;

  /// Needs `--add-exports java.base/sun.nio.ch=ALL-UNNAMED`.
  public RefusingSelectors() throws ReflectiveOperationException {
    platform =
        (SelectorProvider)
            Class.forName("sun.nio.ch.DefaultSelectorProvider").getMethod("get").invoke(null);
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    Attempts.note("a channel");
    throw new IOException("this process has no network");
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    Attempts.note("a datagram channel");
    throw new IOException("this process has no network");
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return openDatagramChannel();
  }

  @Override
  public Pipe openPipe() throws IOException {
    return platform.openPipe();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    return platform.openSelector();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return platform.openServerSocketChannel();
  }
}
