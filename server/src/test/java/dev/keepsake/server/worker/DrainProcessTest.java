package dev.keepsake.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.server.Main;
import dev.keepsake.server.ReadyHome;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that is told to end while vectors are still to be made.
@Timeout(180)
final class DrainProcessTest {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)/mcp;");

  @TempDir(factory = ReadyHome.class)
  private Path home;

  @Test
  void a_server_makes_the_vectors_that_are_due_before_it_ends() throws Exception {
    try (var keepsake = Lockers.open(home, new LateEmbedder())) {
      Lockers.save(keepsake, 60);
    }
    Process process = start("serve", "--port", "0");
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

  /// Its client is there and its input open.
  @Test
  void so_does_one_that_its_client_has_not_left() throws Exception {
    try (var keepsake = Lockers.open(home, new LateEmbedder())) {
      Lockers.save(keepsake, 60);
    }
    Process process = start("mcp");
    try (var out = process.inputReader();
        var in = process.outputWriter()) {
      greet(in, out);
      awaitModel(in, out);
      process.toHandle().destroy(); // unlike Process.destroy it closes no stream
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("by SIGTERM").isEqualTo(128 + 15);
      assertThat(out.readLine()).as("nothing but answers").isNull();
    } finally {
      process.destroyForcibly();
    }
    try (var keepsake = Lockers.open(home, new LateEmbedder())) {
      assertThat(Lockers.statuses(keepsake)).hasSize(60).containsOnly(EmbeddingStatus.COMPLETED);
    }
  }

  private static void greet(BufferedWriter in, BufferedReader out) throws IOException {
    ask(
        in,
        out,
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
        "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
        """);
  }

  /// A query that had to do without it says so.
  private static void awaitModel(BufferedWriter in, BufferedReader out) throws IOException {
    String query =
        """
        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"query_memory",\
        "arguments":{"query":"a locker"}}}\
        """;
    while (ask(in, out, query).contains("\"notices\":[\"")) {
      Thread.onSpinWait();
    }
  }

  private static String ask(BufferedWriter in, BufferedReader out, String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return String.valueOf(out.readLine());
  }

  private Process start(String... command) throws IOException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    line.addAll(List.of(command));
    var builder = new ProcessBuilder(line);
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
