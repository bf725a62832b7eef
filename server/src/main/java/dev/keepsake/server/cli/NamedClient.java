package dev.keepsake.server.cli;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The client that a command is about.
final class NamedClient {
  @Parameters(paramLabel = "NAME", description = "The client, an application.")
  private String client = "";

  @Option(
      names = {"--organization", "--org"},
      paramLabel = "NAME",
      defaultValue = "local",
      description = "Whose client; local if left out.")
  private String organization = "local";

  ClientName client() {
    return Names.client(client);
  }

  OrganizationName organization() {
    return Names.organization(organization);
  }
}
