package dev.keepsake.server.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.extract.ExtractMemories;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.WireName;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done once an answer is out, so that nobody waits for it: messages are stored, and what
/// the user has said is extracted. What belongs to one conversation is done in its order.
/// Thread-safe.
final class Aftermath implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
  private static final int KIB = 1_024;

  /// Of the heap, what requests may take that wait here.
  private static final int SHARE_OF_HEAP = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// For room, when far more is finished than can be stored.
  private static final Duration UNTIL_ROOM = Duration.ofSeconds(2);

  /// One chat that is over.
  ///
  /// @param said what the caller was told, which may be nothing
  /// @param extract whether what the user said is to be extracted
  record Finished(ChatCall call, ObjectNode said, boolean extract) {
    boolean stores() {
      return call.caller().conversation().isPresent() && mayWrite();
    }

    boolean extracts() {
      return extract && mayWrite() && call.request().endsWithUser();
    }

    private boolean mayWrite() {
      return call.memory().state() != MemoryUse.State.OFF
          && call.caller().rights().contains(Right.WRITE);
    }

    /// What is done in order.
    Object owner() {
      return List.of(call.caller().user(), call.caller().conversation());
    }

    int kib() {
      return Math.ceilDiv(call.request().bytes().length, KIB) + 1;
    }
  }

  /// In which the last bytes of an answer reach their caller: to store beside them delays them
  /// where both share a core, by a sixth of a short answer.
  private static final Duration LEAVE = Duration.ofMillis(5);

  private final ToolDispatcher records;
  private final ExtractMemories extract;
  private final PrometheusMetrics metrics;
  private final Lanes storing;
  private final Lanes extracting;

  Aftermath(ToolDispatcher records, ExtractMemories extract, PrometheusMetrics metrics) {
    this.records = records;
    this.extract = extract;
    this.metrics = metrics;
    int kib = (int) (Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / KIB);
    this.storing = new Lanes(kib);
    this.extracting = new Lanes(kib);
  }

  /// To be called once the caller has its answer: it waits a moment where far more is finished than
  /// can be stored. Then the messages are given up, as they are where the store fails; a client
  /// that sends the whole history has them stored with the next.
  void after(Finished finished) {
    if (!finished.stores()) {
      extractBeside(finished);
      return;
    }
    boolean taken =
        storing.put(
            finished.owner(),
            finished.kib(),
            UNTIL_ROOM,
            () -> {
              LockSupport.parkNanos(LEAVE.toNanos());
              store(finished);
              extractBeside(finished);
            });
    if (!taken) {
      giveUp(finished, "store");
    }
  }

  /// A language model may be asked, for which no message has to wait.
  private void extractBeside(Finished finished) {
    if (finished.extracts()
        && !extracting.put(
            finished.owner(), finished.kib(), Duration.ZERO, () -> extract(finished))) {
      giveUp(finished, "extract");
    }
  }

  private void giveUp(Finished finished, String what) {
    metrics.chatMemoryFailed(what);
    LOG.atWarn()
        .addKeyValue("correlation_id", finished.call().caller().correlationId())
        .addKeyValue("reason", what)
        .log("a chat was given up by memory: too much is open, or the server ends");
  }

  private void store(Finished finished) {
    Caller caller = finished.call().caller();
    ObjectNode arguments =
        WireJson.MAPPER
            .createObjectNode()
            .put("id", caller.conversation().orElseThrow().value())
            .put("only_new", true)
            .put("create", true);
    arguments.set("messages", StoredMessages.of(finished.call().request(), finished.said()));
    if (records.call(caller, new ToolCall("append_messages", arguments))
        instanceof ToolOutcome.Failed(var problem)) {
      metrics.chatMemoryFailed("store");
      LOG.atWarn()
          .addKeyValue("error_code", problem.code())
          .addKeyValue("correlation_id", caller.correlationId())
          .log("the messages of a chat were not stored");
    }
  }

  private void extract(Finished finished) {
    Caller caller = finished.call().caller();
    List<Message> messages =
        finished.call().request().messages().stream()
            .flatMap(message -> message(message).stream())
            .toList();
    try {
      extract.run(caller.by(Entry.LOCAL_RULES), messages);
    } catch (MemoryException e) {
      metrics.chatMemoryFailed("extract");
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("error_code", e.code().slug())
          .addKeyValue("correlation_id", caller.correlationId())
          .log("nothing was extracted of a chat");
    }
  }

  private static Optional<Message> message(Placed message) {
    return message
        .find("role")
        .flatMap(Placed::text)
        .filter(WireName.words(Role.class)::contains)
        .map(role ->
            new Message(
                WireName.require(Role.class, role),
                message.find("content").map(ChatRequest::text).orElse(""),
                Optional.empty()));
  }

  /// Takes nothing more, and does what is open for up to 5 s.
  @Override
  public void close() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean stored = storing.end(PATIENCE);
    boolean extracted = extracting.end(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    if (!stored || !extracted) {
      LOG.warn("messages of chats were still to be stored or extracted after {}", PATIENCE);
    }
  }
}
