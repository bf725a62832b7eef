package dev.keepsake.tool;

import dev.keepsake.prompt.Prompt;
import dev.keepsake.prompt.Prompts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every tool there is, with what clients are told about it. Immutable.
public final class ToolCatalog {
  private final Map<String, Offer<?, ?>> offers = new LinkedHashMap<>();

  /// A tool ready to be called.
  record Offer<I extends Record, O extends Record>(
      Tool<I, O> tool, InputShape<I> shape, ToolSpec spec) {}

  /// @param prompts has one of the name of each tool
  public ToolCatalog(List<Tool<?, ?>> tools, Prompts prompts) {
    tools.forEach(tool -> offers.put(tool.name(), offer(tool, prompts.require(tool.name()))));
  }

  private static <I extends Record, O extends Record> Offer<I, O> offer(
      Tool<I, O> tool, Prompt prompt) {
    var shape = new InputShape<>(tool.name(), tool.inputType());
    var spec =
        new ToolSpec(
            tool.name(),
            prompt.title(),
            prompt.text(),
            shape.schema(prompt.list("Arguments")),
            new OutputShape(tool.name(), prompt.list("Answer")).schema(tool.outputType()),
            tool.hints(),
            tool.right());
    return new Offer<>(tool, shape, spec);
  }

  public List<ToolSpec> specs() {
    return offers.values().stream().<ToolSpec>map(Offer::spec).toList();
  }

  Optional<Offer<?, ?>> find(String name) {
    return Optional.ofNullable(offers.get(name));
  }
}
