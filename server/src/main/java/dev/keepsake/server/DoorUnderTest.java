package dev.keepsake.server;

import dev.keepsake.Keepsake;
import dev.keepsake.eval.run.ServerUnderTest;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.http.HttpDoor;
import dev.keepsake.server.http.HttpSettings;
import dev.keepsake.server.observe.PrometheusMetrics;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// The door that `serve` opens, as an evaluation meets it: on a free port, for as long as a case
/// takes.
///
/// @param metrics of all the doors together; nobody reads them
record DoorUnderTest(Supplier<PrometheusMetrics> metrics) implements ServerUnderTest {
  private static final String HOST = "127.0.0.1";

  /// For callers that must not load the evaluation before they use it.
  static ServerUnderTest over(Supplier<PrometheusMetrics> metrics) {
    return new DoorUnderTest(metrics);
  }

  private record Listening(HttpDoor door) implements Running {
    @Override
    public URI address() {
      return URI.create("http://%s:%d".formatted(HOST, door.port()));
    }

    @Override
    public void close() {
      door.close();
    }
  }

  @Override
  public Running start(Keepsake keepsake, UserName user) {
    var settings = new HttpSettings(HOST, 0, Optional.of(user));
    return new Listening(HttpDoor.start(keepsake, settings, metrics.get()));
  }
}
