package dev.keepsake.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What commands tell an operator of production mode.
class OperatorIT {
  @TempDir private Path home;

  /// There every call over HTTP needs a key from the start.
  @Test
  void the_first_key_is_not_said_to_close_a_door_that_was_never_open() throws Exception {
    try (var database = Database.start(false)) {
      Map<String, String> settings =
          Map.of(
              "KEEPSAKE_HOME", home.toString(), "KEEPSAKE_DATABASE_URL", database.applicationUrl());
      assertThat(Node.run(settings, "key", "list"))
          .isEqualTo("No keys: no call over HTTP is let in until one is made.");
      assertThat(Node.run(settings, "key", "create"))
          .startsWith("created  ks_")
          .doesNotContain("From now on");
    }
  }
}
