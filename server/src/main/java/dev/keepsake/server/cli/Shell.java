package dev.keepsake.server.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// All that a process is given from outside.
///
/// @param environment every variable
/// @param osUser the name of the operating system's user; blank or `?` if it has none
/// @param out in UTF-8; nothing but the answer may reach it
/// @param interactive whether `in` and `out` are a person's terminal
public record Shell(
    Map<String, String> environment,
    String osUser,
    Path userHome,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean interactive,
    InstantSource clock) {
  public Shell {
    environment = Map.copyOf(environment);
  }
}
