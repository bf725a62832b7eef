package dev.keepsake.policy;

import java.util.Optional;

/// What is wrong with a file.
///
/// @param line counted from 1
/// @param rule or case that it concerns, as far as that has a name
public record PolicyProblem(int line, Optional<String> rule, String message) {

  /// In the form in which compilers tell it.
  ///
  /// @param file as it is to be called
  public String sentence(String file) {
    return "%s:%d: %s%s".formatted(file, line, rule.map(name -> name + ": ").orElse(""), message);
  }
}
