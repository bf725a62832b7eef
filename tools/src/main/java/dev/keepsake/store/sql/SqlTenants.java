package dev.keepsake.store.sql;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.Client;
import dev.keepsake.store.Tenant;
import dev.keepsake.store.Tenants;
import dev.keepsake.store.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// Organizations, scopes, clients and users. Thread-safe.
record SqlTenants(
    Database database, SqlFiles files, Dialect dialect, IdSource ids, InstantSource clock)
    implements Users, Tenants {
  private static final String LOCAL = "local";

  @Override
  public Optional<UserId> find(OrganizationId organization, UserName name) {
    return database
        .read(handle ->
            id(
                sql(handle)
                    .query("find_user")
                    .bind("organization_id", organization.value())
                    .bind("external_id", name.value())))
        .map(UserId::new);
  }

  @Override
  public UserId require(OrganizationId organization, UserName name) {
    return find(organization, name).orElseGet(() -> insert(organization, name));
  }

  private UserId insert(OrganizationId organization, UserName name) {
    UUID drawn = ids.next();
    Instant at = clock.instant();
    database.write(handle ->
        sql(handle)
            .update("insert_user")
            .bind("id", drawn)
            .bind("organization_id", organization.value())
            .bind("external_id", name.value())
            .bind("at", at)
            .execute());
    return find(organization, name)
        .orElseThrow(() -> new IllegalStateException("the user that was just made is not there"));
  }

  @Override
  public Tenant requireLocal(Scope scope) {
    return database
        .read(handle -> findLocal(sql(handle), scope))
        .orElseGet(() -> database.write(handle -> insertLocal(sql(handle), scope)));
  }

  private Optional<Tenant> findLocal(Sql sql, Scope scope) {
    return id(sql.query("find_organization").bind("name", LOCAL))
        .flatMap(organization ->
            id(named(sql.query("find_client"), organization, LOCAL))
                .filter(_ -> isScope(sql, organization, scope))
                .map(client ->
                    new Tenant(new OrganizationId(organization), new ClientId(client), scope)));
  }

  private static boolean isScope(Sql sql, UUID organization, Scope scope) {
    return named(sql.query("find_scope"), organization, scope.value())
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  private Tenant insertLocal(Sql sql, Scope scope) {
    insert(sql, LOCAL, LOCAL, scope, List.of("memory:read", "memory:write"));
    return findLocal(sql, scope).orElseThrow();
  }

  /// Makes what is missing of the three.
  private void insert(
      Sql sql, String organizationName, String client, Scope scope, List<String> rights) {
    Instant at = clock.instant();
    sql.update("insert_organization")
        .bind("id", ids.next())
        .bind("name", organizationName)
        .bind("at", at)
        .execute();
    UUID organization =
        id(sql.query("find_organization").bind("name", organizationName)).orElseThrow();
    named(sql.update("insert_scope"), organization, scope.value()).bind("at", at).execute();
    named(sql.update("insert_client"), organization, client)
        .bind("id", ids.next())
        .bind("scope", scope.value())
        .bind("rights", Row.json(rights))
        .bind("at", at)
        .execute();
  }

  @Override
  public Optional<Client> findClient(OrganizationName organization, ClientName client) {
    return database.read(handle -> findClient(sql(handle), organization, client));
  }

  @Override
  public Client requireClient(
      OrganizationName organization, ClientName client, Scope scope, Set<String> rights) {
    return findClient(organization, client)
        .orElseGet(() ->
            database.write(handle -> {
              List<String> sorted = rights.stream().sorted().toList();
              insert(sql(handle), organization.value(), client.value(), scope, sorted);
              return findClient(sql(handle), organization, client).orElseThrow();
            }));
  }

  @Override
  public Optional<OrganizationId> findOrganization(OrganizationName name) {
    return database
        .read(handle -> id(sql(handle).query("find_organization").bind("name", name.value())))
        .map(OrganizationId::new);
  }

  private static Optional<Client> findClient(
      Sql sql, OrganizationName organization, ClientName client) {
    return sql.scan(
        sql.query("find_named_client")
            .bind("organization", organization.value())
            .bind("client", client.value()),
        row -> row.next() ? Optional.of(ApiKeyMapper.client(row)) : Optional.empty());
  }

  private static <S extends SqlStatement<S>> S named(S statement, UUID organization, String name) {
    return statement.bind("organization_id", organization).bind("name", name);
  }

  private Optional<UUID> id(Query query) {
    return query.map((row, _) -> dialect.readId(row, 1)).findOne();
  }

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
