package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process as it is watched from outside: its figures, its log, and what it does not load.
@Timeout(120)
final class ServeProcessTest {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)/mcp;");

  /// A sample of either text format: name, labels, value.
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][\\w:]*)(\\{(?:\\w+=\"(?:[^\"\\\\]|\\\\.)*\",?)*\\})? (\\S+)( .*)?");

  private static final String SECRET = "The user plays the violoncello.";

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private Process start(String... command) throws IOException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + home.resolve("classes.txt"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    line.addAll(List.of(command));
    var builder = new ProcessBuilder(line);
    builder.environment().put("KEEPSAKE_HOME", home.resolve("data").toString());
    builder.environment().put("KEEPSAKE_USER", "ada.lovelace");
    builder.environment().put("KEEPSAKE_LOG_FILE", home.resolve("keepsake.log").toString());
    return builder.start();
  }

  @Test
  void what_is_called_is_counted_and_logged_and_nothing_of_it_is_given_away() throws Exception {
    Process process = start("serve", "--port", "0");
    try (var http = HttpClient.newHttpClient()) {
      String address = address(process);
      try (McpSyncClient client = client(address)) {
        client.initialize();
        save(client);
        save(client);
        client.callTool(
            CallToolRequest.builder("query_memory")
                .arguments(Map.<String, Object>of("query", SECRET))
                .build());
      }
      Map<String, Double> samples = samples(get(http, address, "application/openmetrics-text"));

      assertThat(samples)
          .containsEntry(
              "keepsake_tool_call_seconds_count{outcome=\"created\",tool=\"save_memory\"}", 1.0)
          .containsEntry(
              "keepsake_tool_call_seconds_count{outcome=\"duplicate_skipped\",tool=\"save_memory\"}",
              1.0)
          .containsEntry(
              "keepsake_tool_call_seconds_count{outcome=\"answered\",tool=\"query_memory\"}", 1.0)
          .containsEntry("keepsake_embedding_cache_lookups_total{result=\"miss\"}", 1.0)
          .containsEntry("keepsake_embedding_cache_lookups_total{result=\"hit\"}", 1.0)
          .containsEntry("keepsake_stage_seconds_count{stage=\"embed\"}", 1.0)
          .containsEntry("keepsake_stage_seconds_count{stage=\"store_write\"}", 2.0)
          .containsEntry("keepsake_stage_seconds_count{stage=\"search\"}", 1.0)
          .containsEntry("keepsake_tool_calls_in_progress", 0.0)
          .containsEntry("keepsake_embedder_queue_texts", 0.0)
          .containsEntry("keepsake_embedder_ready", 1.0)
          .containsKey("process_uptime_seconds");
      assertThat(samples.keySet())
          .anyMatch(name -> name.startsWith("jvm_memory_used_bytes{area=\"heap\""))
          .anyMatch(name -> name.startsWith("jvm_gc_"))
          .anyMatch(name -> name.startsWith("jvm_threads_live_threads"))
          .noneMatch(name -> name.contains("lovelace"));
      assertThat(get(http, address, "text/plain").headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
    } finally {
      end(process);
    }
    checkLog();
  }

  private void checkLog() throws IOException {
    String log = Files.readString(home.resolve("keepsake.log"));
    assertThat(log).doesNotContain("violoncello", "lovelace");
    List<String> told =
        Readme.operations().tables("The log").getFirst().stream()
            .map(row -> row.getFirst().replace("`", ""))
            .toList();
    var calls = new ArrayList<JsonNode>();
    for (String line : log.lines().toList()) {
      JsonNode json = new ObjectMapper().readTree(line);
      assertThat(List.of("timestamp", "level", "module", "message")).allMatch(json::has);
      if (json.path("message").asText().equals("tool call")) {
        calls.add(json);
      }
    }
    assertThat(calls)
        .extracting(call -> call.path("outcome").asText())
        .containsExactly("created", "duplicate_skipped", "answered");
    assertThat(calls)
        .extracting(call -> call.path("user_id").asText())
        .containsOnly(calls.getFirst().path("user_id").asText());
    assertThat(calls.getFirst().path("user_id").asText()).matches("[0-9a-f]{16}");
    assertThat(calls.getFirst().path("latency_ms").isIntegralNumber()).isTrue();
    assertThat(calls.getFirst().properties().stream().map(Map.Entry::getKey)).isSubsetOf(told);
  }

  /// Whoever starts a client waits for this process.
  @Test
  void mcp_over_stdio_loads_nothing_that_counts_or_evaluates() throws Exception {
    Process process = start("mcp");
    process.getOutputStream().close();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    String classes = Files.readString(home.resolve("classes.txt"));
    assertThat(classes)
        .contains("dev.keepsake.Keepsake ")
        .doesNotContain(
            "io.micrometer", "io.prometheus", "dev.cel", "java.lang.management.Management")
        .doesNotContain("org.mlflow")
        .doesNotContain("dev.langchain4j.model.openai", "dev.langchain4j.http", "dev.failsafe")
        .doesNotContain("dev.keepsake.eval", "dev.keepsake.embed.openai", "java.net.http")
        .doesNotContain("org.postgresql", "com.zaxxer", "redis.clients.jedis.RedisClient");
  }

  private static String address(Process process) throws IOException {
    var err = process.errorReader();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      var listening = LISTENING.matcher(line);
      if (listening.find()) {
        return listening.group(1);
      }
    }
    throw new AssertionError("it never listened");
  }

  private static McpSyncClient client(String address) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder(address)
                .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
                .build())
        .requestTimeout(java.time.Duration.ofSeconds(60))
        .build();
  }

  private static void save(McpSyncClient client) {
    Map<String, Object> arguments = Map.of("content", SECRET, "memory_type", "fact");
    var result =
        client.callTool(CallToolRequest.builder("save_memory").arguments(arguments).build());
    assertThat(result.isError()).isFalse();
  }

  private static HttpResponse<String> get(HttpClient http, String address, String accept)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + "/metrics")).header("Accept", accept).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  /// By name with labels; every line must be one that OpenMetrics knows.
  private static Map<String, Double> samples(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(response.body()).endsWith("# EOF\n");
    var samples = new TreeMap<String, Double>();
    response
        .body()
        .lines()
        .filter(line -> !line.matches("# (TYPE|HELP|UNIT) \\w+ .*|# EOF"))
        .forEach(line -> {
          var sample = SAMPLE.matcher(line);
          assertThat(sample.matches()).as(line).isTrue();
          String labels = sample.group(2) == null ? "" : sample.group(2);
          samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3)));
        });
    return samples;
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
