package dev.keepsake.server.proxy;

import dev.keepsake.Keepsake;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.call.JsonBody;
import dev.keepsake.server.call.Naming;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.server.proxy.ChatProxy.Served;
import dev.keepsake.server.proxy.MemoryTools.Offer;
import dev.keepsake.server.proxy.MemoryUse.State;
import dev.keepsake.server.proxy.turn.ToolNames;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.server.proxy.upstream.Upstream;
import dev.keepsake.server.proxy.wire.Edits;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Answers requests for an answer: finds out who asks, has recalled what fits, lets a [Chat] run,
/// and hands what has come of it to the [Aftermath]. Thread-safe.
final class Chats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chats.class);
  private static final int MILLION = 1_000_000;

  private final Chat.Parts parts;
  private final Recall recall;
  private final Aftermath aftermath;
  private final PrometheusMetrics metrics;
  private final Optional<UserName> defaultUser;
  private final String guidance;
  private final boolean extracts;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Chats(
      Keepsake keepsake,
      Upstream upstream,
      ProxySettings settings,
      Optional<UserName> defaultUser,
      PrometheusMetrics metrics) {
    this.parts =
        new Chat.Parts(
            upstream, new MemoryTools(keepsake.tools(), threads), new KeptTurns(), settings);
    this.recall = new Recall(keepsake.tools(), threads, System::nanoTime);
    this.aftermath = new Aftermath(keepsake.records(), keepsake.extract(), metrics);
    this.metrics = metrics;
    this.defaultUser = defaultUser;
    this.guidance = keepsake.prompts().require("chat_proxy").text();
    this.extracts = settings.extract();
  }

  /// Does what is open of chats that are over.
  @Override
  public void close() {
    aftermath.close();
    threads.shutdownNow();
  }

  static String outcome(int status) {
    return status / 100 == 2 ? "answered" : "upstream_refused";
  }

  /// @return what has come of it, a word for the figures
  String answer(Served served) throws IOException, BadChat {
    parts.upstream().endpoint();
    ChatRequest request = read(served.request());
    ChatHeaders headers = ChatHeaders.of(served.request());
    Caller caller = caller(served, request);
    var times = new Times();
    var memory = new MemoryUse(mayUseMemory(caller) ? State.OK : State.OFF);
    Optional<String> recalled =
        headers.recall() ? recalled(request, caller, memory) : Optional.empty();
    times.recalled();
    ChatCall call = call(served, request, caller, headers, memory);
    SplicedRequest spliced = spliced(call, recalled);
    var chat = new Chat(parts, call, spliced, served.answer(), served.vigil());
    try {
      chat.run();
      return outcome(chat.status());
    } finally {
      log(call, chat, times, served.answer());
      metrics.chatTokens(in(chat), out(chat));
      if (call.memory().state() == State.UNAVAILABLE) {
        metrics.chatMemoryFailed("answer");
      }
      var finished = new Aftermath.Finished(call, chat.said(), headers.extract().orElse(extracts));
      served.afterwards().add(() -> aftermath.after(finished));
    }
  }

  private static ChatRequest read(HttpServletRequest request) throws IOException, BadChat {
    if (!JsonBody.isAnnounced(request)) {
      throw new MemoryException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the request as application/json in UTF-8.");
    }
    return ChatRequest.read(request.getInputStream().readAllBytes()); // bounded further out
  }

  /// Who asks: the user is the header's, or else whom the body names as OpenAI has it, where the
  /// caller may name users.
  private Caller caller(Served served, ChatRequest request) throws BadChat {
    Identity identity = Identity.of(served.request());
    var names = Naming.Headers.of(served.request());
    Caller caller =
        identity.caller(
            identity.naming(names, defaultUser).names(served.correlationId()), Entry.PROXY);
    boolean named = !names.user().isEmpty();
    if (named || request.user().isEmpty() || !mayName(identity)) {
      return caller;
    }
    try {
      return caller.as(new UserName(request.user().get()));
    } catch (IllegalArgumentException e) {
      throw new BadChat("`user` is not valid: %s.".formatted(e.getMessage()), "user");
    }
  }

  private static boolean mayName(Identity identity) {
    return !identity.isPerson() || identity.rights().contains(Right.ACT_AS);
  }

  private static boolean mayUseMemory(Caller caller) {
    return caller.user().isPresent()
        && (caller.rights().contains(Right.READ) || caller.rights().contains(Right.WRITE));
  }

  /// A memory that does not answer is not offered either.
  private ChatCall call(
      Served served, ChatRequest request, Caller caller, ChatHeaders headers, MemoryUse memory) {
    Set<String> own = request.tools();
    List<Offer> offers =
        memory.state() == State.OK && headers.tools() && request.takesTools()
            ? parts.tools().offered(caller, own)
            : List.of();
    return new ChatCall(
        request,
        caller,
        Identity.of(served.request()),
        headers.passed(),
        offers,
        new ToolNames(MemoryTools.names(offers), own),
        memory);
  }

  private SplicedRequest spliced(ChatCall call, Optional<String> recalled) {
    var told = new ArrayList<String>();
    var kept = new Edits();
    if (!call.offers().isEmpty()) {
      told.add(guidance);
      kept = parts.kept().restore(call);
    }
    recalled.ifPresent(told::add);
    List<String> tools = call.offers().stream().map(Offer::json).toList();
    return new SplicedRequest(call.request(), told, tools, kept);
  }

  private Optional<String> recalled(ChatRequest request, Caller caller, MemoryUse memory) {
    Optional<String> question = request.question();
    if (memory.state() == State.OFF
        || question.isEmpty()
        || !caller.rights().contains(Right.READ)) {
      return Optional.empty();
    }
    return switch (recall.find(caller, question.get())) {
      case Recall.Found.Some(var text, var memories) -> {
        memory.recalled(memories);
        yield Optional.of(text);
      }
      case Recall.Found.Nothing() -> Optional.empty();
      case Recall.Found.Unavailable() -> {
        memory.failed();
        yield Optional.empty();
      }
    };
  }

  /// By the platform's nanosecond clock.
  private static final class Times {
    private final long began = System.nanoTime();
    private long recalled = began;

    void recalled() {
      recalled = System.nanoTime();
    }

    long recallMillis() {
      return (recalled - began) / MILLION;
    }

    long sinceBeginMillis(long nanos) {
      return (nanos - began) / MILLION;
    }
  }

  private static long in(Chat chat) {
    return tokens(chat, "prompt_tokens");
  }

  private static long out(Chat chat) {
    return tokens(chat, "completion_tokens");
  }

  /// @return 0 where the upstream does not say
  private static long tokens(Chat chat, String field) {
    return chat.spent().map(spent -> Math.max(0, spent.path(field).asLong())).orElse(0L);
  }

  private static void log(ChatCall call, Chat chat, Times times, CallerAnswer answer) {
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("correlation_id", call.caller().correlationId())
            .addKeyValue("status", chat.status())
            .addKeyValue("memory", call.memory().state().word())
            .addKeyValue("recalled", call.memory().recalled())
            .addKeyValue("saved", call.memory().saved())
            .addKeyValue("tool_rounds", chat.rounds())
            .addKeyValue("recall_ms", times.recallMillis())
            .addKeyValue("latency_ms", times.sinceBeginMillis(System.nanoTime()));
    if (answer.isBegun()) {
      line = line.addKeyValue("first_byte_ms", times.sinceBeginMillis(answer.firstByteNanos()));
    }
    if (chat.model().isPresent()) {
      line = line.addKeyValue("model", chat.model().get());
    }
    if (chat.spent().isPresent()) {
      line = line.addKeyValue("tokens_in", in(chat)).addKeyValue("tokens_out", out(chat));
    }
    line.log("chat");
  }
}
