package dev.keepsake.server.cli;

import static dev.keepsake.server.agent.ScriptedEndpoint.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.run.CaseStores;
import dev.keepsake.eval.run.ModelSubject;
import dev.keepsake.llm.openai.OpenAiSettings;
import dev.keepsake.server.App;
import dev.keepsake.server.agent.Bench;
import dev.keepsake.server.agent.ScriptedEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Timeout(120)
final class AgentOptionsTest {
  private static final WriteCase TEA = Bench.aCase("c-1", Bench.user("I drink tea."));
  private static final String SAVED =
      """
      {"content": "The user drinks tea.", "memory_type": "preference", "confidence": 0.95}\
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Command(name = "host")
  private static final class Host {
    @Mixin private AgentOptions options = new AgentOptions();
  }

  private static AgentOptions parsed(String... arguments) {
    var host = new Host();
    new CommandLine(host).parseArgs(arguments);
    return host.options;
  }

  private Workbench workbench(Map<String, String> environment) {
    var shell =
        new Shell(
            environment,
            "ada",
            folder,
            InputStream.nullInputStream(),
            new PrintStream(PrintStream.nullOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            InstantSource.system());
    return new Workbench(shell, new App(shell));
  }

  private static WriteDataset dataset(String sha256) {
    return new WriteDataset("toy.json", "1", "", sha256, List.of(TEA), List.of());
  }

  private static void refused(Runnable call, String... words) {
    assertThatThrownBy(call::run).isInstanceOf(UsageException.class).hasMessageContainingAll(words);
  }

  private Runnable agent(Map<String, String> environment, String... arguments) {
    return () -> {
      try (CaseStores stores = Bench.stores()) {
        parsed(arguments).agent(workbench(environment), stores, dataset("d")).close();
      }
    };
  }

  private Runnable replay(String... arguments) {
    return () -> {
      try (CaseStores stores = Bench.stores()) {
        parsed(arguments).replay(workbench(Map.of()), stores, dataset("d")).close();
      }
    };
  }

  @Test
  void what_is_missing_is_named() {
    var key = Map.of("OPENAI_API_KEY", "sk-1");
    refused(agent(key), "--model");
    refused(agent(key, "--model", " "), "--model");
    refused(agent(Map.of(), "--model", "toy"), "OPENAI_API_KEY");
    refused(agent(Map.of("OPENAI_API_KEY", " "), "--model", "toy"), "OPENAI_API_KEY");
    refused(
        agent(Map.of("OPENAI_BASE_URL", "https://models.example/v1"), "--model", "toy"),
        "OPENAI_API_KEY");
    refused(replay(), "--replay FILE");
  }

  @Test
  void what_belongs_to_another_run_is_refused() {
    refused(agent(Map.of(), "--model", "toy", "--replay", "r"), "--replay is for --run replay");
    refused(replay("--replay", "r", "--record", "s"), "--record", "--run agent");
    refused(replay("--replay", "r", "--model", "toy"), "--model", "--run agent");
  }

  @Test
  void what_cannot_be_is_refused_and_no_secret_repeated() {
    var key = Map.of("OPENAI_API_KEY", "sk-1");
    refused(agent(key, "--model", "m", "--temperature", "3"), "temperature is 0 to 2");
    refused(agent(key, "--model", "m", "--temperature", "NaN"), "temperature is 0 to 2");
    refused(agent(key, "--model", "m", "--timeout", "0"), "timeout is positive");
    assertThatThrownBy(agent(Map.of("OPENAI_API_KEY", "sk secret"), "--model", "m")::run)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("OPENAI_API_KEY is not a key")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(agent(key, "--model", "m", "--base-url", "https://u:secret@h/v1")::run)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no password")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"models", "localhost:8000/v1", "ftp://localhost/v1", "http://[", "", "http:///v1"})
  void what_is_no_url_is_refused(String url) {
    refused(
        agent(Map.of("OPENAI_API_KEY", "sk-1"), "--model", "m", "--base-url", url),
        "base URL",
        "--base-url",
        "OPENAI_BASE_URL");
  }

  private static OpenAiSettings settings(Map<String, String> environment, String baseUrl) {
    return new ModelEndpoint(environment, "toy", baseUrl).settings(Optional.of(0.5), 7);
  }

  @Test
  void the_option_wins_over_the_variable_and_openai_is_what_is_left() {
    var both = Map.of("OPENAI_API_KEY", " sk-1 ", "OPENAI_BASE_URL", "https://one.example/v1/");

    OpenAiSettings chosen = settings(both, "https://two.example/v1/");
    assertThat(chosen.baseUrl()).hasToString("https://two.example/v1");
    assertThat(chosen.key().orElseThrow().value()).isEqualTo("sk-1");
    assertThat(chosen.temperature()).contains(0.5);
    assertThat(chosen.timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings(both, null).baseUrl()).hasToString("https://one.example/v1");
    assertThat(settings(Map.of("OPENAI_API_KEY", "sk-1"), null).baseUrl())
        .isEqualTo(OpenAiSettings.OPENAI);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1234/v1", "http://127.0.0.1/v1", "http://[::1]:80/v1"})
  void a_model_on_this_machine_needs_no_key(String url) {
    assertThat(settings(Map.of(), url).key()).isEmpty();
    assertThat(settings(Map.of("OPENAI_BASE_URL", url), null).key()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1.example.org/v1", "http://localhost.example.org/v1"})
  void a_name_that_only_looks_like_this_machine_needs_one(String url) {
    refused(() -> settings(Map.of(), url), "OPENAI_API_KEY");
  }

  @Test
  void what_an_agent_records_is_replayed() throws Exception {
    String file = folder.resolve("r.jsonl").toString();
    Observation recorded;
    try (var endpoint = new ScriptedEndpoint()) {
      endpoint.then(calls("save_memory", SAVED));
      var environment = Map.of("OPENAI_BASE_URL", endpoint.baseUrl().toString());
      ModelSubject agent =
          parsed("--model", "toy", "--record", file)
              .agent(workbench(environment), Bench.stores(), dataset("d"));
      try (agent) {
        recorded = agent.observe(TEA);
        assertThat(agent.parameters())
            .containsEntry("base_url", endpoint.baseUrl().toString())
            .containsEntry("temperature", "the model's own")
            .containsEntry("recording", "r.jsonl");
      }
      assertThat(endpoint.authorizations).containsOnly("null");
    }
    ModelSubject replay =
        parsed("--replay", file).replay(workbench(Map.of()), Bench.stores(), dataset("e"));
    try (replay) {
      assertThat(replay.observe(TEA).writes()).isEqualTo(recorded.writes()).hasSize(1);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("keepsake: The recording r.jsonl was made of another version of the dataset")
        .hasLineCount(1);
  }

  @Test
  void a_recording_that_is_none_or_stands_in_the_way_is_told() throws Exception {
    Path file = Files.writeString(folder.resolve("r.jsonl"), "{}\n");

    assertThatThrownBy(replay("--replay", file.toString())::run)
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessage("r.jsonl, line 1: field format: must be a text");
    var environment = Map.of("OPENAI_BASE_URL", "http://localhost:1/v1");
    assertThatThrownBy(agent(environment, "--model", "toy", "--record", file.toString())::run)
        .isInstanceOf(MemoryException.class);
    assertThat(file).hasContent("{}\n");
  }
}
