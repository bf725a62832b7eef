package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// The life of a memory, in steps: every call goes through the real tools, as an agent's would.
final class DemoScript {
  private static final Duration MODEL_PATIENCE = Duration.ofSeconds(30);
  private static final Duration MODEL_POLL = Duration.ofMillis(10);

  private final KeepsakeSettings settings;
  private final InstantSource clock;
  private final Consumer<DemoStep> audience;
  private Keepsake keepsake;
  private boolean asExpected = true;

  /// @param home a folder that nobody else uses
  /// @param audience is told of each step once it is done
  DemoScript(Path home, InstantSource clock, Consumer<DemoStep> audience) {
    this.settings = KeepsakeSettings.defaults(home);
    this.clock = clock;
    this.audience = audience;
    this.keepsake = Keepsake.open(settings, clock);
  }

  /// @return whether everything came as the titles say
  boolean run() {
    try {
      loadModel();
      String first = saves();
      Instant before = clock.instant();
      String corrected = correction(first);
      hesitations();
      questions(before, corrected, first);
      deletion(corrected);
      reopening();
      return asExpected;
    } finally {
      keepsake.close();
    }
  }

  private void loadModel() {
    step(
        "The embedding model loads from the class path: no network, no key.",
        "",
        () -> {
          keepsake.preload();
          awaitModel();
          return switch (keepsake.embedder()) {
            case EmbedderState.Ready() ->
                new Answer(true, List.of("ready"), MissingNode.getInstance());
            case EmbedderState.Loading() -> Answer.unexpected("still loading");
            case EmbedderState.Failed(var reason) -> Answer.unexpected("failed", reason);
          };
        });
  }

  private void awaitModel() {
    long deadline = System.nanoTime() + MODEL_PATIENCE.toNanos();
    while (keepsake.embedder() instanceof EmbedderState.Loading && System.nanoTime() < deadline) {
      LockSupport.parkNanos(MODEL_POLL.toNanos());
    }
  }

  /// @return the id of the first memory
  private String saves() {
    Answer first =
        save(
            "An agent learns something and saves it.",
            "created",
            preference("Ada prefers tea to coffee.", 0.95));
    save(
        "It hears the same in other words. Nothing is stored twice.",
        "duplicate_skipped",
        preference("Ada prefers tea over coffee.", 0.9));
    save(
        "The opposite looks just as similar to a model. It is kept, and the contradiction is"
            + " named.",
        "created",
        preference("Ada prefers coffee to tea.", 0.9));
    return first.json().path("memory_id").asText();
  }

  /// @return the id of the memory that replaced the first
  private String correction(String first) {
    Answer corrected =
        save(
            "The agent asks Ada, and corrects the old memory: it is replaced, not overwritten.",
            "created",
            preference("Since spring Ada drinks coffee instead of tea.", 0.95)
                .put("supersedes", first));
    return corrected.json().path("memory_id").asText();
  }

  private void hesitations() {
    save(
        "Half sure: the user is asked first.",
        "confirm_needed",
        preference("Ada would like to see Japan.", 0.6));
    save("A mere guess is not kept.", "discarded", preference("Ada enjoys jazz.", 0.3));
  }

  private void questions(Instant before, String corrected, String first) {
    String question = "What does Ada like to drink?";
    query(
        "A question finds what is believed now …",
        Session.arguments().put("query", question),
        corrected,
        first);
    query(
        "… and what was believed before the correction.",
        Session.arguments().put("query", question).put("as_of", before.toString()),
        first,
        corrected);
  }

  private void deletion(String corrected) {
    delete(
        "Forgetting shows first what would go.",
        "candidates",
        Session.arguments().put("description", "Ada drinks coffee instead of tea since spring"));
    ObjectNode named = Session.arguments().put("confirm", true);
    named.putArray("memory_ids").add(corrected);
    delete("Confirmed, the memory goes with the one that it replaced.", "deleted", named);
    step(
        "Its history is still told to whoever keeps the books.",
        "history " + corrected,
        () -> history(corrected));
  }

  private Answer history(String id) {
    return keepsake
        .history()
        .of(caller(), new MemoryId(UUID.fromString(id)))
        .map(story ->
            new Answer(
                story.chain().size() == 2,
                story.events().stream()
                    .map(e ->
                        "#%d %s, %s"
                            .formatted(
                                e.seq(), e.event().operation().wireName(), e.event().action()))
                    .toList(),
                MissingNode.getInstance()))
        .orElseGet(() -> Answer.unexpected("no history"));
  }

  private void reopening() {
    step(
        "The store is closed and opened again, as after a restart.",
        "",
        () -> {
          keepsake.close();
          keepsake = Keepsake.open(settings, clock);
          return new Answer(true, List.of("open"), MissingNode.getInstance());
        });
    step(
        "Everything is still there, and what was deleted is still gone.",
        "query_memory {}",
        () -> {
          Answer answer = call("query_memory", Session.arguments());
          return answer.with(found(answer.json()), answer.json().path("memories").size() == 1);
        });
    step(
        "Every event carries the hash of the one before: nothing was changed behind its back.",
        "audit verify",
        () -> {
          var check = keepsake.history().check(caller());
          return check.whole()
              ? new Answer(
                  true, List.of("whole", check.events() + " events"), MissingNode.getInstance())
              : new Answer(false, check.faults(), MissingNode.getInstance());
        });
  }

  private static ObjectNode preference(String content, double confidence) {
    return Session.arguments()
        .put("content", content)
        .put("memory_type", "preference")
        .put("confidence", confidence);
  }

  private Answer save(String title, String expected, ObjectNode arguments) {
    return step(
        title,
        "save_memory " + arguments,
        () -> {
          Answer answer = call("save_memory", arguments);
          String action = answer.json().path("action").asText();
          return answer.with(SaveAnswer.lines(answer.json()), action.equals(expected));
        });
  }

  private void delete(String title, String expected, ObjectNode arguments) {
    step(
        title,
        "delete_memory " + arguments,
        () -> {
          Answer answer = call("delete_memory", arguments);
          String action = answer.json().path("action").asText();
          var lines = new ArrayList<>(List.of(action));
          answer.json().path("memories").forEach(m -> lines.add(m.path("content").asText()));
          return answer.with(lines, action.equals(expected));
        });
  }

  private void query(String title, ObjectNode arguments, String in, String out) {
    step(
        title,
        "query_memory " + arguments,
        () -> {
          Answer answer = call("query_memory", arguments);
          List<String> ids = answer.json().path("memories").findValuesAsText("id");
          return answer.with(found(answer.json()), ids.contains(in) && !ids.contains(out));
        });
  }

  private static List<String> found(JsonNode answer) {
    var lines = new ArrayList<String>();
    lines.add(answer.path("memories").size() + " found");
    StreamSupport.stream(answer.path("memories").spliterator(), false)
        .map(memory -> {
          String content = memory.path("content").asText();
          return memory.has("score")
              ? String.format(Locale.ROOT, "%.2f  %s", memory.path("score").asDouble(), content)
              : content;
        })
        .forEach(lines::add);
    return lines;
  }

  private Answer call(String tool, ObjectNode arguments) {
    return switch (keepsake.tools().call(caller(), new ToolCall(tool, arguments))) {
      case ToolOutcome.Done(var output, var _) -> new Answer(true, List.of(), output);
      case ToolOutcome.Failed(var problem) -> Answer.unexpected(problem.code(), problem.detail());
    };
  }

  private Caller caller() {
    return keepsake.caller(
        Optional.of(new UserName("ada")),
        Optional.empty(),
        UUID.randomUUID().toString(),
        Entry.AGENT);
  }

  private Answer step(String title, String call, Supplier<Answer> work) {
    long started = System.nanoTime();
    Answer answer = work.get();
    double millis = (System.nanoTime() - started) / 1e6;
    asExpected &= answer.asExpected();
    audience.accept(new DemoStep(title, call, answer.lines(), answer.asExpected(), millis));
    return answer;
  }

  /// @param json missing where no tool answered
  private record Answer(boolean asExpected, List<String> lines, JsonNode json) {
    static Answer unexpected(String... lines) {
      return new Answer(false, List.of(lines), MissingNode.getInstance());
    }

    /// What a tool's failure said stays as it is.
    Answer with(List<String> shown, boolean expected) {
      return json.isMissingNode() ? this : new Answer(expected, shown, json);
    }
  }
}
