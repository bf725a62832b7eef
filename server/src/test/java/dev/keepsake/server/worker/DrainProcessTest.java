package dev.keepsake.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that is told to end while vectors are still to be made.
@Timeout(180)
final class DrainProcessTest {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)/mcp;");

  @TempDir private Path home;

  @Test
  void a_server_makes_the_vectors_that_are_due_before_it_ends() throws Exception {
    try (var keepsake = Lockers.open(home, new LateEmbedder())) {
      Lockers.save(keepsake, 60);
    }
    Process process = serve();
    try (var err = process.errorReader()) {
      awaitModel(address(err));
      process.destroy();
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    try (var keepsake = Lockers.open(home, new LateEmbedder())) {
      assertThat(Lockers.statuses(keepsake)).hasSize(60).containsOnly(EmbeddingStatus.COMPLETED);
    }
  }

  private Process serve() throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--port",
            "0");
    builder.environment().put("KEEPSAKE_HOME", home.toString());
    builder.environment().put("KEEPSAKE_USER", Lockers.USER);
    builder.environment().put("KEEPSAKE_DRAIN_SECONDS", "60");
    return builder.start();
  }

  private static String address(BufferedReader err) throws IOException {
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      var listening = LISTENING.matcher(line);
      if (listening.find()) {
        return listening.group(1);
      }
    }
    throw new AssertionError("it never listened");
  }

  /// Before that, nothing could be done at the end.
  private static void awaitModel(String address) throws IOException, InterruptedException {
    var figures = HttpRequest.newBuilder(URI.create(address + "/metrics")).build();
    try (var http = HttpClient.newHttpClient()) {
      while (!http.send(figures, BodyHandlers.ofString())
          .body()
          .contains("keepsake_embedder_ready 1")) {
        Thread.onSpinWait();
      }
    }
  }
}
