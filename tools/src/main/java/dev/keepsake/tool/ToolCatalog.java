package dev.keepsake.tool;

import dev.keepsake.prompt.Prompt;
import dev.keepsake.prompt.Prompts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every tool there is, with what clients are told about it. Always the same; thread-safe.
public final class ToolCatalog {
  private final Map<String, Tool<?, ?>> tools = new LinkedHashMap<>();
  private final Map<String, Offer<?, ?>> offers = new ConcurrentHashMap<>();
  private final Function<Tool<?, ?>, Offer<?, ?>> offering;

  /// A tool ready to be called.
  record Offer<I extends Record, O extends Record>(
      Tool<I, O> tool, InputShape<I> shape, ToolSpec spec) {}

  /// Tools for agents.
  ///
  /// @param prompts has one of the name of each tool
  public ToolCatalog(List<Tool<?, ?>> tools, Prompts prompts) {
    this(tools, tool -> offer(tool, prompts.require(tool.name())));
    specs(); // a prompt that lacks something stops the start
  }

  /// Operations for programs, which their own records describe, see [Doc]. Each is read when it is
  /// first asked for: a start need not wait for all of them.
  public ToolCatalog(List<Tool<?, ?>> operations) {
    this(operations, ToolCatalog::offer);
  }

  private ToolCatalog(List<Tool<?, ?>> tools, Function<Tool<?, ?>, Offer<?, ?>> offering) {
    tools.forEach(tool -> this.tools.put(tool.name(), tool));
    this.offering = offering;
  }

  private static <I extends Record, O extends Record> Offer<I, O> offer(Tool<I, O> operation) {
    @Nullable Doc doc = operation.inputType().getAnnotation(Doc.class);
    if (doc == null) {
      throw new IllegalStateException(operation.inputType() + " does not say what it is for");
    }
    return offer(operation, doc.title(), doc.value(), Descriptions.docs(), Descriptions.docs());
  }

  private static <I extends Record, O extends Record> Offer<I, O> offer(
      Tool<I, O> tool, Prompt prompt) {
    return offer(
        tool,
        prompt.title(),
        prompt.text(),
        Descriptions.of(tool.name(), prompt.list("Arguments")),
        Descriptions.of(tool.name(), prompt.list("Answer")));
  }

  private static <I extends Record, O extends Record> Offer<I, O> offer(
      Tool<I, O> tool, String title, String text, Descriptions taken, Descriptions answered) {
    var shape = new InputShape<>(tool.name(), tool.inputType());
    var spec =
        new ToolSpec(
            tool.name(),
            title,
            text,
            shape.schema(taken),
            new OutputShape(tool.name(), answered).schema(tool.outputType()),
            tool.hints(),
            tool.right());
    return new Offer<>(tool, shape, spec);
  }

  public List<ToolSpec> specs() {
    return tools.values().stream().<ToolSpec>map(tool -> offered(tool).spec()).toList();
  }

  Optional<Offer<?, ?>> find(String name) {
    return Optional.ofNullable(tools.get(name)).map(this::offered);
  }

  private Offer<?, ?> offered(Tool<?, ?> tool) {
    return offers.computeIfAbsent(tool.name(), _ -> offering.apply(tool));
  }
}
