package dev.keepsake.server.proxy.turn;

import java.util.Set;

/// Which tools of a request are the memory's, and which the caller's. No name is of both.
public record ToolNames(Set<String> ours, Set<String> callers) {
  public ToolNames {
    ours = Set.copyOf(ours);
    callers = Set.copyOf(callers);
  }

  public boolean isOurs(String name) {
    return ours.contains(name);
  }

  /// Whether `begun` may be the beginning of another tool's name.
  public boolean mayGoOn(String begun) {
    return goesOn(ours, begun) || goesOn(callers, begun);
  }

  /// Whether `begun` may be a tool's name, or the beginning of one.
  public boolean mayBe(String begun) {
    return ours.contains(begun) || callers.contains(begun) || mayGoOn(begun);
  }

  private static boolean goesOn(Set<String> names, String begun) {
    return names.stream()
        .anyMatch(name -> name.length() > begun.length() && name.startsWith(begun));
  }
}
