package dev.keepsake.server.config;

import java.util.List;
import java.util.stream.Collectors;

/// Something is set that can't be: all that is wrong, at once.
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<SettingProblem> problems;

  InvalidSettings(List<SettingProblem> problems) {
    super(problems.stream().map(SettingProblem::sentence).collect(Collectors.joining(" ")));
    this.problems = List.copyOf(problems);
  }

  public List<SettingProblem> problems() {
    return problems;
  }
}
