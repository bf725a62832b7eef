package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real process, started as a person or a client starts it.
@Timeout(120)
final class LauncherIT {
  private static final Path ROOT = Path.of(System.getProperty("keepsake.root"));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path home;

  private record Run(int exitCode, String out, String err) {}

  @Test
  void the_demo_comes_as_told() throws Exception {
    Run run = run("demo");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("All of it as told");
    assertThat(run.err()).isEmpty();
    assertThat(home).isEmptyDirectory();
  }

  /// In a locale without UTF-8, Java would replace what it can't read by question marks.
  @Test
  void what_one_process_saves_another_finds_letters_beyond_ascii_included() throws Exception {
    Run saved = run("save", "Zoë trinkt 茶.", "--json");
    Run found = run("query", "茶", "--json");
    Run listed = run("list");

    assertThat(saved.exitCode()).isZero();
    assertThat(JSON.readTree(saved.out()).path("action").asText()).isEqualTo("created");
    assertThat(JSON.readTree(found.out()).at("/memories/0/content").asText())
        .isEqualTo("Zoë trinkt 茶.");
    assertThat(listed.out()).contains("Zoë trinkt 茶.");
    assertThat(saved.err() + found.err() + listed.err()).isEmpty();
  }

  @Test
  void a_wrong_argument_ends_with_2_and_a_store_that_cannot_be_used_with_1() throws Exception {
    Run usage = run("save");
    Path file = Files.createFile(home.resolve("file"));
    Run store = finish(start(command("list"), file));

    assertThat(usage.exitCode()).isEqualTo(2);
    assertThat(usage.err()).hasLineCount(1);
    assertThat(store.exitCode()).isEqualTo(1);
    assertThat(store.err()).hasLineCount(1).contains(file.toString());
    assertThat(usage.out() + store.out()).isEmpty();
  }

  @Test
  void a_port_in_use_is_named_in_one_sentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = run("serve", "--port", Integer.toString(taken.getLocalPort()));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains(Integer.toString(taken.getLocalPort()));
      assertThat(run.err().lines().filter(line -> line.startsWith("keepsake: "))).hasSize(1);
      assertThat(run.err()).doesNotContain("\tat ");
    }
  }

  @Test
  void serve_says_where_it_listens_and_ends_cleanly_when_told() throws Exception {
    Process process = start(command("serve", "--port", "0"), home);
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      String url = awaitUrl(err);
      int status = get(url.replace("/mcp", "/health/live"));
      process.toHandle().destroy(); // SIGTERM
      List<String> rest = err.lines().toList();

      assertThat(status).isEqualTo(200);
      assertThat(process.waitFor()).isEqualTo(128 + 15);
      assertThat(rest).noneMatch(line -> line.contains("ERROR") || line.contains("did not end"));
      // SQLite takes its log away when the last connection is closed in order
      assertThat(home.resolve("keepsake.db-wal")).doesNotExist();
    }
  }

  @Test
  void serve_ends_in_order_also_where_it_is_told_as_soon_as_it_listens() throws Exception {
    Process process = start(command("serve", "--port", "0"), home);
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      awaitUrl(err);
      process.toHandle().destroy();

      assertThat(err.lines()).noneMatch(line -> line.contains("ERROR"));
      assertThat(process.waitFor()).isEqualTo(128 + 15);
      assertThat(home.resolve("keepsake.db-wal")).doesNotExist();
    }
  }

  @Test
  void mcp_writes_the_protocol_alone_to_stdout_and_ends_with_its_input() throws Exception {
    Process process = start(command("mcp"), home);
    try (var in = process.outputWriter(StandardCharsets.UTF_8);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      in.write(
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
          "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
          """);
      in.flush();
      JsonNode answer = JSON.readTree(out.readLine());
      in.close();

      assertThat(answer.at("/result/serverInfo/name").asText()).isEqualTo("keepsake");
      assertThat(out.readLine()).isNull();
      assertThat(process.waitFor()).isZero();
    }
  }

  private static String awaitUrl(BufferedReader err) throws IOException {
    var seen = new ArrayList<String>();
    var url = Pattern.compile("listening on (http://\\S+/mcp)");
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      seen.add(line);
      var found = url.matcher(line);
      if (found.find()) {
        return found.group(1);
      }
    }
    throw new AssertionError("it never listened: " + seen);
  }

  private static int get(String url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private Run run(String... arguments) throws Exception {
    return finish(start(command(arguments), home));
  }

  private static List<String> command(String... arguments) {
    var command = new ArrayList<>(List.of(ROOT.resolve("keepsake").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Process start(List<String> command, Path home) throws IOException {
    var builder = new ProcessBuilder(command);
    // arguments go out as this test's own locale has it: the shell makes them from ASCII
    builder.environment().keySet().removeIf(name -> name.startsWith("KEEPSAKE_"));
    builder.environment().put("KEEPSAKE_HOME", home.toString());
    builder.environment().put("KEEPSAKE_USER", "ada");
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  private static Run finish(Process process) throws Exception {
    process.outputWriter().close();
    var err =
        CompletableFuture.supplyAsync(
            () -> process.errorReader(StandardCharsets.UTF_8).lines().toList());
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = String.join("\n", err.get(60, TimeUnit.SECONDS));
    return new Run(process.waitFor(), out, errors);
  }
}
