package dev.keepsake.server.cli;

import picocli.CommandLine.Option;

/// How to answer: what every command takes.
final class OutputOptions {
  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  boolean json() {
    return json;
  }
}
