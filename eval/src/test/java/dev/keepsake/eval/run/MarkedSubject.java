package dev.keepsake.eval.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.extract.Message;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Status;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Does what the messages say in so many words, by the real tools: a line `SAVE fact 0.9 text`
/// saves, `REPLACE old > fact 0.9 text` saves in place of the memory that contains `old`, `FORGET
/// words` deletes, and `CRASH` throws.
public final class MarkedSubject implements Subject {
  private static final Pattern SAVE = Pattern.compile("SAVE (\\w+) ([\\d.]+) (.+)");
  private static final Pattern REPLACE = Pattern.compile("REPLACE (.+) > (\\w+) ([\\d.]+) (.+)");
  private static final Pattern FORGET = Pattern.compile("FORGET (.+)");

  private final CaseStores stores;
  private final AtomicInteger observed = new AtomicInteger();

  public MarkedSubject(CaseStores stores) {
    this.stores = stores;
  }

  /// How many cases were observed.
  int observed() {
    return observed.get();
  }

  @Override
  public String name() {
    return "marked";
  }

  @Override
  public SortedMap<String, String> parameters() {
    return new TreeMap<>();
  }

  @Override
  public Observation observe(WriteCase one) {
    observed.incrementAndGet();
    try (CaseStore store = stores.open(one)) {
      var uses = new ArrayList<ToolUse>();
      long started = System.nanoTime();
      for (Message message : one.conversation()) {
        store.reach(message);
        message.content().lines().forEach(line -> act(store, line).ifPresent(uses::add));
      }
      var latency = Duration.ofNanos(System.nanoTime() - started);
      return store.observe(uses, List.of(), latency, Optional.empty());
    }
  }

  private static Optional<ToolUse> act(CaseStore store, String line) {
    if (line.equals("CRASH")) {
      throw new IllegalStateException("as it was told");
    }
    Matcher replace = REPLACE.matcher(line);
    Matcher save = SAVE.matcher(line);
    Matcher forget = FORGET.matcher(line);
    if (replace.matches()) {
      ObjectNode arguments = save(replace.group(2), replace.group(3), replace.group(4));
      arguments.put("supersedes", idOf(store, replace.group(1)));
      return Optional.of(use(store, "save_memory", arguments));
    } else if (save.matches()) {
      return Optional.of(
          use(store, "save_memory", save(save.group(1), save.group(2), save.group(3))));
    } else if (forget.matches()) {
      ObjectNode arguments = WireJson.MAPPER.createObjectNode();
      arguments.put("confirm", true).putArray("memory_ids").add(idOf(store, forget.group(1)));
      return Optional.of(use(store, "delete_memory", arguments));
    }
    return Optional.empty();
  }

  private static ObjectNode save(String type, String confidence, String content) {
    return WireJson.MAPPER
        .createObjectNode()
        .put("content", content)
        .put("memory_type", type)
        .put("confidence", Double.parseDouble(confidence));
  }

  private static String idOf(CaseStore store, String words) {
    return store.keepsake().history().all(store.caller(Entry.PERSON)).stream()
        .filter(memory -> memory.status() == Status.ACTIVE)
        .filter(memory -> memory.content().text().contains(words))
        .map(Memory::id)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  private static ToolUse use(CaseStore store, String tool, ObjectNode arguments) {
    Caller caller = store.caller(Entry.LOCAL_RULES);
    return switch (store.keepsake().tools().call(caller, new ToolCall(tool, arguments))) {
      case ToolOutcome.Done(var answer, var _) -> new ToolUse(tool, arguments, answer, false);
      case ToolOutcome.Failed(var problem) ->
          new ToolUse(tool, arguments, WireJson.MAPPER.valueToTree(problem), true);
    };
  }

  @Override
  public void close() {
    stores.close();
  }
}
