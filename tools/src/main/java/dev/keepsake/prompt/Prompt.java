package dev.keepsake.prompt;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// One text that a model reads.
///
/// @param version rises with every change of meaning
/// @param title for people
/// @param text what stands before the first list, with a placeholder `{{name}}` for each variable
/// @param lists by heading: what is said of each name in it
/// @param variables what the program fills in, in the order in which they are declared
public record Prompt(
    String name,
    int version,
    String title,
    String text,
    Map<String, Map<String, String>> lists,
    List<String> variables,
    PromptFile file) {
  public Prompt {
    lists = Map.copyOf(lists);
    variables = List.copyOf(variables);
  }

  /// The list under `heading`, empty if there is none.
  public Map<String, String> list(String heading) {
    return lists.getOrDefault(heading, Map.of());
  }

  /// The text with `values` in their places. What stands in a value stays as it is: none of it is
  /// taken for a placeholder.
  ///
  /// @param values of every variable, by its name
  /// @throws IllegalArgumentException if a variable has no value, or a value no variable
  public String fill(Map<String, String> values) {
    if (!values.keySet().equals(Set.copyOf(variables))) {
      throw new IllegalArgumentException(
          "the prompt %s takes %s, not %s".formatted(name, variables, values.keySet()));
    }
    return Placeholders.filled(text, values);
  }

  /// Of the file as it was read: kept with what the prompt has produced.
  public String sha256() {
    return file.sha256();
  }
}
