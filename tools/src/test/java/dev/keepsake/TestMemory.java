package dev.keepsake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.embed.CachingEmbedder;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbeddingCacheSettings;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.UserName;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A Keepsake over a real SQLite file and the real model, with a clock that the test sets.
public final class TestMemory implements AutoCloseable {
  public static final IdSource IDS = new LocalIds();

  public final SettableClock clock;
  public final Keepsake keepsake;
  private Caller caller;

  private TestMemory(Keepsake keepsake, SettableClock clock) {
    this.keepsake = keepsake;
    this.clock = clock;
    this.caller = callerOf("ada");
  }

  public static TestMemory open(Path folder) {
    return open(folder, settings -> settings, model(), new SettableClock());
  }

  public static TestMemory open(
      Path folder, UnaryOperator<KeepsakeSettings> change, Embedder embedder, SettableClock clock) {
    var store = SqliteStore.open(folder, IDS, clock);
    return over(store, change.apply(KeepsakeSettings.defaults(folder)), embedder, clock);
  }

  /// The same over a store that the test has opened.
  public static TestMemory over(
      SqlStore store, KeepsakeSettings settings, Embedder embedder, SettableClock clock) {
    return over(store, settings, embedder, clock, Observers.none());
  }

  public static TestMemory over(
      SqlStore store,
      KeepsakeSettings settings,
      Embedder embedder,
      SettableClock clock,
      Observers observers) {
    return over(store, settings, new KeepsakeParts(embedder, IDS, clock), clock, observers);
  }

  /// The same where the store may be searched with another model than the one that is set.
  public static TestMemory over(
      SqlStore store,
      KeepsakeSettings settings,
      KeepsakeParts parts,
      SettableClock clock,
      Observers observers) {
    return new TestMemory(Keepsake.assemble(settings, store, parts, observers), clock);
  }

  /// The same where a policy can look for other things in a text.
  public static TestMemory over(
      SqlStore store, KeepsakeSettings settings, SensitiveClasses classes, SettableClock clock) {
    var parts = new KeepsakeParts(model(), IDS, clock);
    return new TestMemory(
        Keepsake.assemble(settings, store, parts, classes, Observers.none()), clock);
  }

  /// The model, loaded once for all tests.
  public static Embedder model() {
    return new UnclosedEmbedder(SharedModel.MODEL);
  }

  private static final class SharedModel {
    /// With a cache before it as in a running Keepsake: tests say the same again and again.
    static final Embedder MODEL =
        CachingEmbedder.around(
            OnnxEmbedder.start(
                Path.of(System.getProperty("java.io.tmpdir"), "keepsake-test-model"),
                OnnxSettings.defaults()),
            EmbeddingCacheSettings.DEFAULTS,
            Observers.none().metrics());
  }

  public Caller callerOf(String user) {
    return keepsake.caller(
        Optional.of(new UserName(user)), Optional.empty(), "test-call", Entry.AGENT);
  }

  public void as(String user) {
    caller = callerOf(user);
  }

  public void in(String conversation) {
    caller =
        keepsake.caller(
            caller.user(), Optional.of(new ConversationId(conversation)), "test-call", Entry.AGENT);
  }

  public Caller caller() {
    return caller;
  }

  public ToolOutcome call(String tool, Object... arguments) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    for (int i = 0; i < arguments.length; i += 2) {
      json.set((String) arguments[i], WireJson.MAPPER.valueToTree(arguments[i + 1]));
    }
    return keepsake.tools().call(caller, new ToolCall(tool, json));
  }

  /// The answer of a call that must be answered.
  public ObjectNode done(String tool, Object... arguments) {
    return switch (call(tool, arguments)) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> throw new AssertionError(tool + ": " + problem);
    };
  }

  /// The problem of a call that must be refused.
  public Problem refused(String tool, Object... arguments) {
    return switch (call(tool, arguments)) {
      case ToolOutcome.Done(var output, var _) -> throw new AssertionError(tool + ": " + output);
      case ToolOutcome.Failed(var problem) -> problem;
    };
  }

  /// Saves a fact of which the writer is sure.
  public ObjectNode save(String content, Object... more) {
    Object[] arguments = new Object[more.length + 6];
    arguments[0] = "content";
    arguments[1] = content;
    arguments[2] = "memory_type";
    arguments[3] = "fact";
    arguments[4] = "confidence";
    arguments[5] = 0.9;
    System.arraycopy(more, 0, arguments, 6, more.length);
    return done("save_memory", arguments);
  }

  public String saved(String content, Object... more) {
    ObjectNode answer = save(content, more);
    if (!answer.get("action").asText().equals("created")) {
      throw new AssertionError(content + ": " + answer);
    }
    return answer.get("memory_id").asText();
  }

  /// The contents that a query finds, the best first.
  public List<String> found(String query, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "query";
    arguments[1] = query;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return contents(done("query_memory", arguments));
  }

  public static List<String> contents(ObjectNode answer) {
    return answer.get("memories").valueStream().map(m -> m.get("content").asText()).toList();
  }

  @Override
  public void close() {
    keepsake.close();
  }
}
