package dev.keepsake.store.sql;

import dev.keepsake.memory.ApiKeyId;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.store.ApiKey;
import dev.keepsake.store.Client;
import dev.keepsake.store.Tenant;
import java.sql.SQLException;
import java.util.Set;

/// Rows of `api_keys` and `clients` as records.
final class ApiKeyMapper {
  private ApiKeyMapper() {}

  static ApiKey key(Row row) throws SQLException {
    return new ApiKey(
        new ApiKeyId(row.id("id")),
        row.text("prefix"),
        row.text("name"),
        client(row),
        new ApiKey.Life(
            row.moment("created_at"),
            row.findMoment("expires_at"),
            row.findMoment("revoked_at"),
            row.findMoment("last_used_at")));
  }

  static Client client(Row row) throws SQLException {
    return new Client(
        new Tenant(
            new OrganizationId(row.id("organization_id")),
            new ClientId(row.id("client_id")),
            new Scope(row.text("scope"))),
        new OrganizationName(row.text("organization")),
        new ClientName(row.text("client")),
        Set.copyOf(row.strings("rights")),
        !row.missing("disabled_at"));
  }
}
