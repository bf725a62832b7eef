package dev.keepsake.eval.run;

import dev.keepsake.error.MemoryException;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.llm.ChatModel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/// What agent and replay have in common: each case in a store of its own, behind a server of its
/// own, whose tools a model calls. Thread-safe.
final class AgentRun implements AutoCloseable {
  private final CaseStores stores;
  private final ServerUnderTest server;
  private final HttpClient http;
  private final AgentTexts texts;
  private final UsageTally tally = new UsageTally();

  private AgentRun(CaseStores stores, ServerUnderTest server, HttpClient http, AgentTexts texts) {
    this.stores = stores;
    this.server = server;
    this.http = http;
    this.texts = texts;
  }

  /// Asks a server with nothing in it for its tools, which are the same in every case.
  ///
  /// @param stores closed with this
  static AgentRun open(CaseStores stores, ServerUnderTest server) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var nothing =
        new WriteCase(
            "tools",
            List.of(),
            WriteCase.DEFAULT_USER,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "");
    try (CaseStore store = stores.open(nothing);
        var running = server.start(store.keepsake(), store.user())) {
      AgentTexts texts = AgentTexts.of(tools(http, running, store).list());
      return new AgentRun(stores, server, http, texts);
    }
  }

  private static ToolsOverHttp tools(
      HttpClient http, ServerUnderTest.Running running, CaseStore store) {
    return new ToolsOverHttp(http, running.address(), store.user(), store.conversation());
  }

  AgentTexts texts() {
    return texts;
  }

  /// What a run depends on, whoever answers.
  SortedMap<String, String> parameters() {
    return stores.parameters();
  }

  ModelUsage usage() {
    return tally.sum();
  }

  /// @param afterwards what is wrong with a case that was run to its end
  Observation observe(WriteCase one, ChatModel model, Supplier<Optional<String>> afterwards) {
    try (CaseStore store = stores.open(one);
        var running = server.start(store.keepsake(), store.user())) {
      var conversation = new AgentConversation(model, texts, tools(http, running, store), tally);
      long started = System.nanoTime();
      Optional<String> error;
      try {
        conversation.run(one, store);
        error = afterwards.get();
      } catch (MemoryException e) {
        error = Optional.of(e.code().slug() + ": " + e.getMessage());
      }
      var latency = Duration.ofNanos(System.nanoTime() - started);
      return store.observe(conversation.uses(), List.of(), latency, error);
    }
  }

  @Override
  public void close() {
    http.close();
    stores.close();
  }
}
