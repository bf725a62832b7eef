package dev.keepsake.policy.yaml;

/// Takes what is wrong with a file.
@FunctionalInterface
public interface Problems {
  /// @param line counted from 1
  void add(int line, String message);
}
