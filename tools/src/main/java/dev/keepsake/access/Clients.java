package dev.keepsake.access;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.policy.PolicyReader;
import dev.keepsake.policy.PolicyReading;
import dev.keepsake.store.Client;
import dev.keepsake.store.ClientEntry;
import dev.keepsake.store.ClientRows;
import dev.keepsake.store.Organization;
import dev.keepsake.store.Tenants;
import dev.keepsake.tool.Right;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes and lists organizations and their clients, and changes what clients may do. For whoever
/// runs the store: nobody is asked for a right. Thread-safe.
///
/// What can't be done is a [MemoryException] with `INVALID_INPUT`. The scope of a client is never
/// changed: it is on all that the client has written, which would be out of its sight, and it would
/// see what others have written.
public final class Clients {
  static final Set<Right> USUAL = Set.of(Right.READ, Right.WRITE);

  private final Tenants tenants;
  private final ClientRows rows;
  private final PolicyReader reader;
  private final Scope scope;
  private final InstantSource clock;

  /// @param scope of clients that are made and for whom none is named
  public Clients(
      Tenants tenants, ClientRows rows, PolicyReader reader, Scope scope, InstantSource clock) {
    this.tenants = tenants;
    this.rows = rows;
    this.reader = reader;
    this.scope = scope;
    this.clock = clock;
  }

  /// Every organization, the oldest first.
  public List<Organization> organizations() {
    return rows.organizations();
  }

  /// @throws MemoryException if the name is taken
  public void createOrganization(OrganizationName name) {
    if (!rows.insert(name)) {
      throw invalid("There is an organization %s already: take another name.".formatted(name));
    }
  }

  /// @throws MemoryException if there is none of that name
  public OrganizationId requireOrganization(OrganizationName name) {
    return tenants
        .findOrganization(name)
        .orElseThrow(() ->
            invalid(
                "There is no organization %s: `keepsake org list` has those there are."
                    .formatted(name)));
  }

  /// @throws MemoryException if there is no such organization, or no such client of it
  public Client require(OrganizationName organization, ClientName name) {
    requireOrganization(organization);
    return tenants
        .findClient(organization, name)
        .orElseThrow(() ->
            invalid(
                "There is no client %s of %s: `keepsake client list` has those there are."
                    .formatted(name, organization)));
  }

  /// Every client, the oldest first, disabled ones too.
  public List<ClientEntry> list() {
    return rows.list();
  }

  /// @throws MemoryException if there is no such organization, or it has a client of that name
  public Client create(ClientRequest request) {
    OrganizationId organization = requireOrganization(request.organization());
    Set<String> rights = AccessKeys.words(request.rights().orElse(USUAL));
    if (!rows.insert(organization, request.name(), request.scope().orElse(scope), rights)) {
      throw invalid(
          "There is a client %s of %s already: take another name, or change its rights with `keepsake client set`."
              .formatted(request.name(), request.organization()));
    }
    return require(request.organization(), request.name());
  }

  /// @throws MemoryException if there is no such client
  public Client setRights(OrganizationName organization, ClientName name, Set<Right> rights) {
    rows.setRights(require(organization, name).tenant(), AccessKeys.words(rights));
    return require(organization, name);
  }

  /// From now on none of its keys lets it in, and nobody makes it another.
  ///
  /// @throws MemoryException if there is no such client, it was disabled before, or it is the one
  ///   by which this installation itself is used
  public Client disable(OrganizationName organization, ClientName name) {
    Client client = require(organization, name);
    if (organization.equals(OrganizationName.LOCAL) && name.equals(ClientName.LOCAL)) {
      throw invalid(
          "The client local of local is the one of the command line and of agents over stdio: end"
              + " its keys with `keepsake key revoke` instead.");
    }
    if (!rows.disable(client.tenant(), clock.instant())) {
      throw invalid("The client %s of %s is disabled already.".formatted(name, organization));
    }
    return require(organization, name);
  }

  /// Those of its keys that have neither expired nor been revoked let it in again.
  ///
  /// @throws MemoryException if there is no such client, or it is not disabled
  public Client enable(OrganizationName organization, ClientName name) {
    if (!rows.enable(require(organization, name).tenant())) {
      throw invalid("The client %s of %s is not disabled.".formatted(name, organization));
    }
    return require(organization, name);
  }

  /// The text of its own policy, if it has one.
  ///
  /// @throws MemoryException if there is no such client
  public Optional<String> policy(OrganizationName organization, ClientName name) {
    return rows.findPolicy(require(organization, name).tenant().client());
  }

  /// Makes `file` the policy of the client, if it can be used.
  ///
  /// @param file as it is on the disk
  /// @return what came of reading it; nothing is changed if it is broken
  /// @throws MemoryException if there is no such client
  public PolicyReading setPolicy(OrganizationName organization, ClientName name, byte... file) {
    Client client = require(organization, name);
    PolicyReading reading = reader.read(file);
    return switch (reading) {
      case PolicyReading.Good good -> {
        rows.setPolicy(client.tenant(), new String(file, StandardCharsets.UTF_8));
        yield good;
      }
      case PolicyReading.Broken broken -> broken;
    };
  }

  /// @throws MemoryException if there is no such client, or it has no policy of its own
  public void clearPolicy(OrganizationName organization, ClientName name) {
    Client client = require(organization, name);
    if (rows.findPolicy(client.tenant().client()).isEmpty()) {
      throw invalid(
          "The client %s of %s has no policy of its own: that of the installation decides."
              .formatted(name, organization));
    }
    rows.clearPolicy(client.tenant());
  }

  private static MemoryException invalid(String sentence) {
    return new MemoryException(ErrorCode.INVALID_INPUT, sentence);
  }
}
