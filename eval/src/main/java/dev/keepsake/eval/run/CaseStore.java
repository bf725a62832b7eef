package dev.keepsake.eval.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.eval.dataset.ExistingMemory;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.observe.Observation.Attempt;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.observe.Observation.Forgotten;
import dev.keepsake.eval.observe.Observation.PassedOver;
import dev.keepsake.eval.observe.Observation.Written;
import dev.keepsake.extract.Message;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.UserName;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The store of one case while it runs, and what is in it afterwards.
public final class CaseStore implements AutoCloseable {
  /// How long ago what is remembered was written: outside every hour that a limit counts.
  static final Duration SINCE_BEFORE = Duration.ofDays(30);

  /// Answers after which a memory is there.
  private static final Set<String> REMEMBERED = Set.of("created", "duplicate_skipped");

  private static final ConversationId CONVERSATION = new ConversationId("eval");

  private final Keepsake keepsake;
  private final WriteCase one;
  private final CaseClock clock;
  private final Runnable end;
  private final Set<MemoryId> before;

  /// @param end done when it is closed
  CaseStore(Keepsake keepsake, WriteCase one, CaseClock clock, Runnable end) {
    this.keepsake = keepsake;
    this.end = end;
    this.one = one;
    this.clock = clock;
    this.before = all().stream().map(Memory::id).collect(Collectors.toUnmodifiableSet());
  }

  /// Writes what is remembered before the conversation. Of two memories that say the same the first
  /// is enough.
  ///
  /// @throws IllegalStateException if the store does not take one of the memories
  static void remember(Keepsake keepsake, WriteCase one) {
    Caller caller = caller(keepsake, one, Entry.PERSON);
    for (ExistingMemory memory : one.existingMemories()) {
      ObjectNode arguments =
          WireJson.MAPPER
              .createObjectNode()
              .put("content", memory.content())
              .put("memory_type", memory.type().wireName())
              .put("confidence", 1);
      ToolOutcome outcome = keepsake.tools().call(caller, new ToolCall("save_memory", arguments));
      if (!(outcome instanceof ToolOutcome.Done(var answer, var _))
          || !REMEMBERED.contains(answer.path("action").asText())) {
        throw new IllegalStateException(
            "the existing memory \"%s\" was not stored: %s".formatted(memory.content(), outcome));
      }
    }
  }

  public Keepsake keepsake() {
    return keepsake;
  }

  public UserName user() {
    return new UserName(one.userId());
  }

  public ConversationId conversation() {
    return CONVERSATION;
  }

  /// Sets the store's clock to the moment of a message.
  public void reach(Message message) {
    message.at().ifPresentOrElse(clock::reach, clock::next);
  }

  public Caller caller(Entry entry) {
    return caller(keepsake, one, entry);
  }

  private static Caller caller(Keepsake keepsake, WriteCase one, Entry entry) {
    return keepsake.caller(
        Optional.of(new UserName(one.userId())),
        Optional.of(CONVERSATION),
        "eval-" + one.id(),
        entry);
  }

  private List<Memory> all() {
    return keepsake.history().all(caller(Entry.PERSON));
  }

  /// What is in the store now, and how it came to be.
  ///
  /// @param uses every call of a tool, in order
  Observation observe(
      List<ToolUse> uses, List<PassedOver> passedOver, Duration latency, Optional<String> error) {
    List<Memory> all = all();
    Map<MemoryId, Memory> byId =
        all.stream().collect(Collectors.toMap(Memory::id, Function.identity()));
    List<Written> writes =
        all.stream()
            .filter(memory -> !before.contains(memory.id()))
            .sorted(Comparator.comparing(memory -> memory.id().toString()))
            .map(memory -> written(memory, all))
            .toList();
    List<Forgotten> deletes =
        all.stream()
            .filter(memory -> before.contains(memory.id()) && memory.status() == Status.DELETED)
            .map(memory -> new Forgotten(memory.content().text(), memory.statement().type()))
            .toList();
    List<Attempt> attempts =
        uses.stream()
            .filter(use -> !use.tool().equals("query_memory"))
            .map(use -> attempt(use, byId))
            .toList();
    return new Observation(one.id(), writes, deletes, attempts, passedOver, latency, error);
  }

  private static Written written(Memory memory, List<Memory> all) {
    List<String> superseded =
        all.stream()
            .filter(other -> other.supersededBy().equals(Optional.of(memory.id())))
            .map(other -> other.content().text())
            .toList();
    return new Written(
        memory.content().text(),
        memory.statement().type(),
        memory.statement().confidence().value(),
        fate(memory),
        superseded);
  }

  private static Fate fate(Memory memory) {
    return switch (memory.status()) {
      case ACTIVE -> Fate.KEPT;
      case SUPERSEDED -> Fate.SUPERSEDED;
      case DELETED, ARCHIVED -> Fate.DELETED;
    };
  }

  private static Attempt attempt(ToolUse use, Map<MemoryId, Memory> byId) {
    var arguments = use.arguments();
    String content =
        arguments.hasNonNull("content")
            ? arguments.path("content").asText()
            : arguments.path("description").asText(arguments.path("memory_ids").toString());
    return new Attempt(
        use.tool(),
        content,
        WireName.find(MemoryType.class, arguments.path("memory_type").asText()),
        arguments.path("confidence").isNumber()
            ? Optional.of(arguments.path("confidence").asDouble())
            : Optional.empty(),
        use.action(),
        Optional.of(use.answer().path("rule").asText("")).filter(rule -> !rule.isEmpty()),
        Optional.of(use.answer().path("duplicate_of").asText(""))
            .filter(id -> !id.isEmpty())
            .map(id -> byId.get(new MemoryId(UUID.fromString(id))))
            .map(memory -> memory.content().text()));
  }

  @Override
  public void close() {
    keepsake.close();
    end.run();
  }
}
