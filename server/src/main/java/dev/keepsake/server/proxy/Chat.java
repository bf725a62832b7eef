package dev.keepsake.server.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.call.OpenAiError;
import dev.keepsake.server.proxy.turn.StreamedMessage;
import dev.keepsake.server.proxy.turn.StreamedTurn;
import dev.keepsake.server.proxy.turn.ToolUse;
import dev.keepsake.server.proxy.turn.Turn;
import dev.keepsake.server.proxy.turn.Usage;
import dev.keepsake.server.proxy.turn.WholeTurn;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.server.proxy.upstream.Upstream;
import dev.keepsake.server.proxy.upstream.UpstreamAnswer;
import dev.keepsake.server.proxy.upstream.UpstreamFailure;
import dev.keepsake.server.proxy.upstream.UpstreamFailure.Kind;
import dev.keepsake.server.proxy.upstream.Vigil;
import dev.keepsake.server.proxy.wire.NotJson;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.server.proxy.wire.SseEvent;
import dev.keepsake.server.proxy.wire.SseReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer: the upstream is asked, our tools that it calls are run and it is asked again, and
/// the rest goes to the caller. For one thread.
final class Chat {
  private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
  private static final int MOST_BYTES_OF_EVENT = 16 << 20;
  private static final int UNAUTHORIZED = 401;

  /// Of a model's name in the log.
  private static final int MOST_OF_NAME = 255;

  /// What every chat has.
  record Parts(Upstream upstream, MemoryTools tools, KeptTurns kept, ProxySettings settings) {}

  private final Parts parts;
  private final ChatCall call;
  private final SplicedRequest spliced;
  private final CallerAnswer answer;
  private final Vigil vigil;
  private final List<ToolRound> rounds = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private final StringBuilder untold = new StringBuilder();
  private Optional<ObjectNode> saidBeside = Optional.empty();
  private Optional<ObjectNode> message = Optional.empty();
  private Optional<ObjectNode> spent = Optional.empty();
  private Optional<String> model = Optional.empty();
  private boolean roleTold;
  private int status;

  Chat(Parts parts, ChatCall call, SplicedRequest spliced, CallerAnswer answer, Vigil vigil) {
    this.parts = parts;
    this.call = call;
    this.spliced = spliced;
    this.answer = answer;
    this.vigil = vigil;
  }

  /// @throws UpstreamFailure if there is no answer, or no end of it
  /// @throws CallerGone if nobody waits for it
  void run() throws IOException {
    boolean over = false;
    while (!over) {
      boolean last = rounds.size() == parts.settings().maxToolRounds();
      byte[] body = spliced.body(rounds, last);
      try (UpstreamAnswer turn = parts.upstream().chat(body, call.headers(), vigil)) {
        status = turn.status();
        over = isOk(turn) ? take(turn, last) : refused(turn);
      }
    }
  }

  int rounds() {
    return rounds.size();
  }

  /// The last status of the upstream; 0 if it has not answered.
  int status() {
    return status;
  }

  /// What all turns have cost, where the upstream says so.
  Optional<ObjectNode> spent() {
    return spent;
  }

  /// Which model has answered, where the upstream says so.
  Optional<String> model() {
    return model;
  }

  /// What the caller was told, as far as it was; that may be nothing.
  ObjectNode said() {
    return message.orElseGet(this::spoken);
  }

  private ObjectNode spoken() {
    return StreamedMessage.of(said.toString(), saidBeside);
  }

  private static boolean isOk(UpstreamAnswer turn) {
    return turn.status() / 100 == 2;
  }

  /// @return whether that was the end
  private boolean take(UpstreamAnswer turn, boolean last) throws IOException {
    try {
      return turn.isStream() ? streamed(turn, last) : whole(turn, last);
    } catch (NotJson e) {
      throw invalid(e);
    } catch (SseReader.TooLong e) {
      throw invalid(e);
    }
  }

  private static UpstreamFailure invalid(Exception cause) {
    return new UpstreamFailure(
        Kind.INVALID, "The model's endpoint sent something that is no answer.", cause);
  }

  private boolean streamed(UpstreamAnswer turn, boolean last) throws IOException, NotJson {
    var reading = new StreamedTurn(call.names(), spent, roleTold);
    try {
      var events = new SseReader(turn.body(), MOST_BYTES_OF_EVENT);
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        SseEvent told = parts.upstream().withoutKey(event.get());
        answer.pass(turn, reading.take(told), call.memory());
        if (reading.isDone()) {
          turn.body().expectEnd();
        }
      }
      answer.pass(turn, reading.end(), call.memory());
    } finally {
      said.append(reading.message().content());
      saidBeside = Optional.of(reading.message().rest());
      roleTold = reading.roleTold();
    }
    if (!reading.isWhole()) {
      throw new UpstreamFailure(Kind.INTERRUPTED, "The model's endpoint broke off its answer.");
    }
    Turn over = reading.turn();
    count(over);
    if (goesOn(over, last)) {
      return false;
    }
    ObjectNode spoken = spoken();
    tellCalls(spoken, over);
    message = Optional.of(kept(spoken, over));
    answer.pass(turn, reading.held(), call.memory());
    return true;
  }

  private static void tellCalls(ObjectNode spoken, Turn over) throws NotJson {
    for (ToolUse use : over.callers()) {
      spoken
          .withArrayProperty("tool_calls")
          .add(Placed.parse(use.json().getBytes(StandardCharsets.UTF_8)).tree());
    }
  }

  private boolean whole(UpstreamAnswer turn, boolean last) throws IOException, NotJson {
    WholeTurn read = WholeTurn.read(turn.bytes(), call.names());
    Turn over = read.turn();
    byte[] forCaller = withUntold(read.forCaller(spent));
    count(over);
    if (goesOn(over, last)) {
      untold.append(read.text());
      return false;
    }
    if (answer.isBegun()) {
      throw new UpstreamFailure(Kind.INVALID, "The model's endpoint ceased to stream its answer.");
    }
    message =
        WholeTurn.read(forCaller, call.names())
            .message()
            .map(told -> kept((ObjectNode) told.tree(), over));
    byte[] shown = read.isFailure() ? parts.upstream().withoutKey(forCaller) : forCaller;
    answer.pass(turn, shown, call.memory().headers());
    return true;
  }

  /// With what the model has said beside its calls of memory tools: in a stream the caller hears it
  /// too. An answer that has to be JSON is let alone.
  private byte[] withUntold(byte[] answer) throws NotJson {
    return untold.isEmpty() || !call.request().isAnsweredInWords()
        ? answer
        : WholeTurn.read(answer, call.names()).saidAfter(untold.toString());
  }

  /// The message with what is kept beside it.
  private static ObjectNode kept(ObjectNode message, Turn over) {
    over.model().ifPresent(model -> message.put("model", model));
    over.usage()
        .map(usage -> usage.path("completion_tokens"))
        .filter(JsonNode::canConvertToInt)
        .ifPresent(tokens -> message.put("tokens", tokens.intValue()));
    return message;
  }

  private void count(Turn over) {
    spent = Usage.sum(spent, over.usage());
    model =
        over.model()
            .map(name -> name.substring(0, Math.min(name.length(), MOST_OF_NAME)))
            .or(() -> model);
  }

  /// Runs our calls.
  ///
  /// @param last whether the model was told to call nothing
  /// @return whether the model is to be asked again
  private boolean goesOn(Turn over, boolean last) throws UpstreamFailure {
    if (!over.runs()) {
      return false;
    }
    if (last && over.isOursAlone()) {
      throw new UpstreamFailure(
          Kind.TOO_MANY_ROUNDS,
          "The model called memory tools %d times in a row and then went on: ask it again, or set the header X-Keepsake-Tools to off."
              .formatted(rounds.size()));
    }
    if (last) {
      return false;
    }
    List<String> results =
        over.ours().stream()
            .map(use -> parts.tools().run(call.caller(), use, call.memory()))
            .toList();
    if (over.isOursAlone()) {
      rounds.add(new ToolRound(over.said(), results));
      return true;
    }
    parts.kept().keep(call, over, results);
    return false;
  }

  /// The upstream's own error goes to the caller as it is, but for our key.
  ///
  /// @return true
  private boolean refused(UpstreamAnswer turn) throws IOException {
    if (turn.status() / 100 == 3) {
      throw new UpstreamFailure(
          Kind.INVALID, "The model's endpoint has moved: see OPENAI_BASE_URL.");
    }
    if (turn.status() == UNAUTHORIZED) {
      LOG.atWarn()
          .addKeyValue("correlation_id", call.caller().correlationId())
          .log("the upstream does not take the key in OPENAI_API_KEY");
    }
    byte[] body = parts.upstream().withoutKey(turn.bytes());
    if (answer.isBegun()) {
      answer.fail(told(body), turn.status(), Map.of());
    } else {
      answer.pass(turn, body, call.memory().headers());
    }
    return true;
  }

  private static OpenAiError told(byte[] body) {
    String sentence = "The model's endpoint refused to go on.";
    try {
      Optional<Placed> error = Placed.parse(body).find("error");
      return new OpenAiError(
          error.flatMap(e -> e.find("message")).flatMap(Placed::text).orElse(sentence),
          error.flatMap(e -> e.find("type")).flatMap(Placed::text).orElse("server_error"),
          error.flatMap(e -> e.find("param")).flatMap(Placed::text),
          error.flatMap(e -> e.find("code")).flatMap(Placed::text).orElse("upstream_error"));
    } catch (NotJson e) {
      return OpenAiError.of(502, "upstream_error", sentence);
    }
  }
}
