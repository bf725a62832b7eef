package dev.keepsake.eval.run;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.UserName;
import java.net.URI;

/// Serves a Keepsake over HTTP as the product does. The evaluation knows the server by its address
/// alone. Thread-safe.
@FunctionalInterface
public interface ServerUnderTest {

  /// Listens on a free port of this machine.
  ///
  /// @param keepsake stays open when the server is closed
  /// @param user who calls that name none
  Running start(Keepsake keepsake, UserName user);

  /// A server that listens until it is closed.
  interface Running extends AutoCloseable {

    /// Scheme, host and port.
    URI address();

    @Override
    void close();
  }
}
