package dev.keepsake.server.http;

import io.javalin.config.JavalinConfig;
import java.util.Map;

/// Some paths of the door and what answers there.
interface Api {
  void mount(JavalinConfig config);

  /// How many bytes the body of a request may have, for paths that take more than others. Few of
  /// these are in work at once.
  default Map<String, Integer> largeBodies() {
    return Map.of();
  }
}
