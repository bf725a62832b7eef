package dev.keepsake.prompt;

import java.util.Map;

/// One text that a model reads.
///
/// @param version rises with every change of meaning
/// @param title for people
/// @param text what stands before the first list
/// @param lists by heading: what is said of each name in it
public record Prompt(
    String name, int version, String title, String text, Map<String, Map<String, String>> lists) {
  public Prompt {
    lists = Map.copyOf(lists);
  }

  /// The list under `heading`, empty if there is none.
  public Map<String, String> list(String heading) {
    return lists.getOrDefault(heading, Map.of());
  }
}
