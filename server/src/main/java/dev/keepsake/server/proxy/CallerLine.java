package dev.keepsake.server.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/// Whether the caller has hung up. A server that only waits does not hear that: nobody reads from
/// the connection until the answer is over. So what has come on it is looked at now and then;
/// usually that is nothing. What is the beginning of a next request is given back to the
/// connection, and then no more is looked at. Not thread-safe.
final class CallerLine implements BooleanSupplier {
  private final Optional<EndPoint> line;
  private final Optional<Connection.UpgradeTo> next;
  private boolean more;

  /// @param request whose body was read to its end
  static CallerLine of(HttpServletRequest request) {
    Connection connection =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection();
    return new CallerLine(
        Optional.ofNullable(connection.getEndPoint()),
        connection instanceof Connection.UpgradeTo to ? Optional.of(to) : Optional.empty());
  }

  private CallerLine(Optional<EndPoint> line, Optional<Connection.UpgradeTo> next) {
    this.line = line;
    this.next = next;
  }

  @Override
  public boolean getAsBoolean() {
    if (more || line.isEmpty() || next.isEmpty()) {
      return false;
    }
    return !line.get().isOpen() || isAtEnd(line.get(), next.get());
  }

  private boolean isAtEnd(EndPoint open, Connection.UpgradeTo connection) {
    ByteBuffer read = ByteBuffer.allocate(1).limit(0); // as Jetty hands buffers on: to be read from
    try {
      int bytes = open.fill(read);
      if (bytes > 0) {
        more = true;
        connection.onUpgradeTo(read);
      }
      return bytes < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
