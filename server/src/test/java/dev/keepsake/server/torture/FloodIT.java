package dev.keepsake.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keepsake.server.bench.Sentences;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More calls at once than a client would make, to a process with little memory.
@Timeout(300)
final class FloodIT {
  private static final int CALLS = 5_000;
  private static final int MAX_RESIDENT_MIB = 700;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final String END = "";

  @TempDir private Path folder;
  private final LinkedBlockingDeque<String> toSend = new LinkedBlockingDeque<>();

  /// Saves, queries, and statements about which the user is asked, who declines them all.
  @Test
  void of_5000_calls_at_once_each_is_answered_once_in_bounded_memory() throws Exception {
    Process process =
        World.of(folder.resolve("data"))
            .with("KEEPSAKE_JAVA_OPTS", "-Xmx128m")
            .with("KEEPSAKE_LOG_LEVEL", "warn")
            .command("mcp")
            .redirectError(Redirect.INHERIT)
            .start();
    try (var answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      var writer = Thread.ofVirtual().start(() -> send(process.getOutputStream()));
      flood();
      var answered = new HashSet<Integer>();
      int questions = 0;
      while (answered.size() < CALLS) {
        JsonNode message = JSON.readTree(answers.readLine());
        if (message.has("method")) {
          questions++;
          // before what is still to be sent, as a client does that does not block
          toSend.addFirst(
              "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"action\":\"decline\"}}"
                  .formatted(message.path("id")));
        } else if (message.path("id").isInt()) {
          assertAnswered(message, answered);
        }
      }
      assertThat(questions).isGreaterThanOrEqualTo(8);
      assertThat(peakMib(process)).isLessThan(MAX_RESIDENT_MIB);
      toSend.add(END);
      writer.join();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private void flood() {
    toSend.add(
        """
        {"jsonrpc":"2.0","id":"hello","method":"initialize","params":{\
        "protocolVersion":"2025-11-25","capabilities":{"elicitation":{}},\
        "clientInfo":{"name":"flood","version":"1"}}}\
        """);
    toSend.add("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    var sentences = new Sentences(7);
    for (int i = 0; i < CALLS; i++) {
      toSend.add(
          switch (i % 10) {
            case 0 -> save(i, sentences.statement(), 0.9);
            case 1 -> save(i, sentences.statement(), 0.6);
            case 2, 3, 4 -> call(i, "query_memory", "{\"query\":\"Where is the lamp?\"}");
            default -> call(i, "query_memory", "{}");
          });
    }
  }

  private void send(OutputStream out) {
    try (out) {
      for (String line = toSend.take(); !line.equals(END); line = toSend.take()) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertAnswered(JsonNode message, Set<Integer> answered) {
    assertThat(message.at("/result/isError").asBoolean(true)).as("%s", message).isFalse();
    assertThat(answered.add(message.path("id").asInt())).as("%s", message).isTrue();
  }

  private static String save(int id, String content, double confidence) {
    return call(
        id,
        "save_memory",
        "{\"memory_type\":\"fact\",\"confidence\":%s,\"content\":\"%s\"}"
            .formatted(confidence, content));
  }

  private static String call(int id, String tool, String arguments) {
    return """
    {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}\
    """
        .formatted(id, tool, arguments);
  }

  /// What the process held at most, model included; 0 where the system does not tell.
  private static long peakMib(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    var peak = PEAK.matcher(Files.readString(status));
    return peak.find() ? Long.parseLong(peak.group(1)) / 1_024 : 0;
  }
}
