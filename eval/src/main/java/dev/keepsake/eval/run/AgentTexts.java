package dev.keepsake.eval.run;

import dev.keepsake.llm.OfferedTool;
import dev.keepsake.memory.Sha256;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.prompt.Prompts;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that a model is told before the conversation begins.
///
/// @param tools as the server offers them
/// @param hashes SHA-256 of each text by its name: the prompts, and each tool with its description
///   and the schema of its arguments
record AgentTexts(String systemPrompt, List<OfferedTool> tools, SortedMap<String, String> hashes) {
  private static final List<String> PROMPTS = List.of("eval_agent", "instructions");

  AgentTexts {
    tools = List.copyOf(tools);
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }

  static AgentTexts of(List<OfferedTool> tools) {
    Prompts prompts = Prompts.load(PROMPTS);
    List<Prompt> texts = PROMPTS.stream().map(prompts::require).toList();
    var hashes = new TreeMap<String, String>();
    texts.forEach(prompt -> hashes.put(prompt.name(), Sha256.hex(prompt.text())));
    tools.forEach(
        tool -> hashes.put(tool.name(), Sha256.hex(tool.description() + "\n" + tool.parameters())));
    String system = String.join("\n\n", texts.stream().map(Prompt::text).toList());
    return new AgentTexts(system, tools, hashes);
  }

  boolean offers(String tool) {
    return tools.stream().anyMatch(offered -> offered.name().equals(tool));
  }

  /// The hashes as parameters of a run.
  static SortedMap<String, String> parameters(SortedMap<String, String> hashes) {
    var parameters = new TreeMap<String, String>();
    hashes.forEach((name, hash) -> parameters.put("prompt_" + name + "_sha256", hash));
    return parameters;
  }
}
