package dev.keepsake.prompt;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Texts that models read, by their names. Immutable.
public final class Prompts {
  /// Those of an installation, which its operator may replace.
  public static final List<String> NAMES =
      List.of(
          "chat_proxy",
          "confirm_memory",
          "delete_memory",
          "episode_summary",
          "extraction",
          "history_resource",
          "instructions",
          "memory_guidance",
          "memory_resource",
          "query_memory",
          "question",
          "save_memory",
          "summarize_episode");

  /// Those of the class path that were read, which never change.
  private static final Map<String, Prompt> SHIPPED = new ConcurrentHashMap<>();

  private final Map<String, Prompt> prompts;

  private Prompts(Map<String, Prompt> prompts) {
    this.prompts = new TreeMap<>(prompts);
  }

  /// As they are shipped, under `/prompts` on the class path.
  ///
  /// @throws IllegalStateException if one of them is missing or is no prompt
  public static Prompts load(List<String> names) {
    var loaded = new TreeMap<String, Prompt>();
    names.forEach(name -> loaded.put(name, SHIPPED.computeIfAbsent(name, Prompts::shipped)));
    return new Prompts(loaded);
  }

  /// Those of an installation, the operator's own in the place of those that are shipped.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if something in the folder can't be used; the
  ///   message names every file with what is wrong
  public static Prompts of(PromptsPlace place) {
    return switch (reading(place)) {
      case PromptsReading.Good(var prompts) -> prompts;
      case PromptsReading.Broken(var problems) ->
          throw new MemoryException(
              ErrorCode.INVALID_INPUT,
              "The prompts can't be used, so nothing was started. "
                  + String.join(" ", problems.stream().map(PromptProblem::sentence).toList()));
    };
  }

  /// The same, for whoever wants to look at the problems.
  public static PromptsReading reading(PromptsPlace place) {
    Prompts shipped = load(NAMES);
    return new PromptFolder(place, shipped).read();
  }

  /// The same prompts with `others` in the place of those of their names.
  Prompts with(Collection<Prompt> others) {
    var all = new TreeMap<>(prompts);
    others.forEach(other -> all.put(other.name(), other));
    return new Prompts(all);
  }

  public Prompt require(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException("no prompt is called " + name));
  }

  public Optional<Prompt> find(String name) {
    return Optional.ofNullable(prompts.get(name));
  }

  /// By their names, in order.
  public List<Prompt> all() {
    return List.copyOf(prompts.values());
  }

  private static Prompt shipped(String name) {
    var file = new PromptFile(Optional.empty(), resource(name));
    try {
      return PromptParser.parse(name, file);
    } catch (PromptParser.Malformed e) {
      throw new IllegalStateException(file.place(name) + " is not a prompt: " + e.getMessage(), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Prompts.class.getResourceAsStream("/prompts/" + name + ".md")) {
      if (in == null) {
        throw new IllegalStateException("there is no /prompts/" + name + ".md");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /prompts/" + name + ".md", e);
    }
  }
}
