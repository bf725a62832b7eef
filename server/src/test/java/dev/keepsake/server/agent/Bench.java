package dev.keepsake.server.agent;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.eval.dataset.ExistingMemory;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.recording.Recording;
import dev.keepsake.eval.run.AgentSubject;
import dev.keepsake.eval.run.AgentSubject.ModelUnderTest;
import dev.keepsake.eval.run.CaseStores;
import dev.keepsake.eval.run.ReplaySubject;
import dev.keepsake.eval.run.ServerUnderTest;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.llm.openai.ApiKey;
import dev.keepsake.llm.openai.OpenAiModel;
import dev.keepsake.llm.openai.OpenAiSettings;
import dev.keepsake.llm.openai.Retries;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.server.App;
import dev.keepsake.server.cli.Shell;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Subjects over real stores, the real embedder and the real door.
public final class Bench {
  public static final String KEY = "sk-test-0123456789";

  private static final Embedder MODEL =
      OnnxEmbedder.start(
          Path.of(System.getProperty("java.io.tmpdir"), "keepsake-test-model"),
          OnnxSettings.defaults());

  private Bench() {}

  public static CaseStores stores() {
    return new CaseStores(KeepsakeSettings.defaults(Path.of("/nonexistent")), MODEL);
  }

  static ServerUnderTest server() {
    var shell =
        new Shell(
            Map.of(),
            "ada",
            Path.of("/nonexistent"),
            InputStream.nullInputStream(),
            new PrintStream(PrintStream.nullOutputStream()),
            new PrintStream(PrintStream.nullOutputStream()),
            false,
            InstantSource.system());
    return new App(shell).serverUnderTest();
  }

  static AgentSubject agent(ScriptedEndpoint endpoint) {
    var settings =
        new OpenAiSettings(
            endpoint.baseUrl(),
            Optional.of(new ApiKey(KEY)),
            "toy",
            Optional.of(0.0),
            Duration.ofSeconds(30),
            new Retries(1, Duration.ofMillis(1), Duration.ofMillis(5)));
    var parameters = new TreeMap<>(Map.of("temperature", "0.0"));
    return AgentSubject.open(
        stores(), server(), new ModelUnderTest(new OpenAiModel(settings), "toy", parameters));
  }

  static ReplaySubject replay(Path recording, String datasetSha256) {
    return ReplaySubject.open(stores(), server(), Recording.read(recording), datasetSha256);
  }

  public static Message user(String content) {
    return new Message(Role.USER, content, Optional.empty());
  }

  static Message assistant(String content) {
    return new Message(Role.ASSISTANT, content, Optional.empty());
  }

  public static WriteCase aCase(String id, Message... conversation) {
    return remembering(id, List.of(), conversation);
  }

  static WriteCase remembering(String id, List<String> facts, Message... conversation) {
    return new WriteCase(
        id,
        List.of("fact"),
        WriteCase.DEFAULT_USER,
        facts.stream().map(fact -> new ExistingMemory(fact, MemoryType.FACT)).toList(),
        List.of(conversation),
        List.of(),
        List.of(),
        List.of(),
        "");
  }
}
