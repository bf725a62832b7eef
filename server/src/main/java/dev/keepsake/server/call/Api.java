package dev.keepsake.server.call;

import io.javalin.config.JavalinConfig;
import java.util.Map;

/// Some paths of the HTTP door and what answers there.
public interface Api {
  void mount(JavalinConfig config);

  /// How many bytes the body of a request may have, for paths that take more than others. Few of
  /// these are in work at once.
  default Map<String, Integer> largeBodies() {
    return Map.of();
  }

  /// Once no request is in work any more: ends what was begun beside them.
  default void close() {}
}
