package dev.keepsake.server.http;

import io.javalin.config.JavalinConfig;

/// Some paths of the door and what answers there.
interface Api {
  void mount(JavalinConfig config);
}
