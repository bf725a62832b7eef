package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.store.Client;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which client's policy a command is about, if any's.
final class OfClient {
  @Option(
      names = "--client",
      paramLabel = "NAME",
      description =
          "The application whose policy it is; the installation's decides for those without one.")
  private @Nullable String client;

  @Option(
      names = {"--organization", "--org"},
      paramLabel = "NAME",
      description = "Whose client; local if left out.")
  private @Nullable String organization;

  /// @param organization of the client
  record Name(OrganizationName organization, ClientName client) {
    /// @throws dev.keepsake.error.MemoryException if there is no such client
    Client require(Keepsake keepsake) {
      return keepsake.clients().require(organization, client);
    }
  }

  /// Empty if none is named.
  Optional<Name> name() {
    if (client == null && organization != null) {
      throw new UsageException("--organization says whose client is meant: name --client too.");
    }
    return Optional.ofNullable(client)
        .map(typed ->
            new Name(
                organization == null ? OrganizationName.LOCAL : Names.organization(organization),
                Names.client(typed)));
  }

  /// The id of an application that is made up, instead of the name of one.
  Optional<String> id() {
    return Optional.ofNullable(client).filter(_ -> organization == null).filter(OfClient::isId);
  }

  private static boolean isId(String typed) {
    try {
      return UUID.fromString(typed).toString().equalsIgnoreCase(typed);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
