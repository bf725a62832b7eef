package dev.keepsake.store.sql;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.store.ClientEntry;
import dev.keepsake.store.ClientRows;
import dev.keepsake.store.Organization;
import dev.keepsake.store.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// The rows of `organizations` and `clients`. Thread-safe.
record SqlClientRows(
    Database database, SqlFiles files, Dialect dialect, IdSource ids, InstantSource clock)
    implements ClientRows {

  @Override
  public List<Organization> organizations() {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.list(sql.query("list_organizations"), SqlClientRows::organization);
    });
  }

  private static Organization organization(Row row) throws SQLException {
    return new Organization(
        new OrganizationId(row.id("id")),
        new OrganizationName(row.text("name")),
        row.moment("created_at"),
        row.number("clients"));
  }

  @Override
  public boolean insert(OrganizationName name) {
    UUID drawn = ids.next();
    Instant at = clock.instant();
    return changed(
        "insert_organization",
        update -> update.bind("id", drawn).bind("name", name.value()).bind("at", at));
  }

  @Override
  public List<ClientEntry> list() {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.list(sql.query("list_clients"), SqlClientRows::entry);
    });
  }

  private static ClientEntry entry(Row row) throws SQLException {
    return new ClientEntry(
        ApiKeyMapper.client(row),
        row.moment("created_at"),
        row.findMoment("disabled_at"),
        row.flag("own_policy"));
  }

  @Override
  public boolean insert(
      OrganizationId organization, ClientName name, Scope scope, Set<String> rights) {
    UUID drawn = ids.next();
    Instant at = clock.instant();
    return database.write(handle -> {
      Sql sql = sql(handle);
      sql.update("insert_scope")
          .bind("organization_id", organization.value())
          .bind("name", scope.value())
          .bind("at", at)
          .execute();
      return sql.update("insert_client")
          .bind("organization_id", organization.value())
          .bind("name", name.value())
          .bind("id", drawn)
          .bind("scope", scope.value())
          .bind("rights", words(rights))
          .bind("at", at)
          .execute();
    })
        > 0;
  }

  @Override
  public void setRights(Tenant client, Set<String> rights) {
    boolean _ =
        changed("set_client_rights", update -> of(update, client).bind("rights", words(rights)));
  }

  @Override
  public boolean disable(Tenant client, Instant at) {
    return changed("disable_client", update -> of(update, client).bind("at", at));
  }

  @Override
  public boolean enable(Tenant client) {
    return changed("enable_client", update -> of(update, client));
  }

  @Override
  public Optional<String> findPolicy(ClientId client) {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql
          .list(
              sql.query("client_policy").bind("id", client.value()), row -> row.findText("policy"))
          .stream()
          .findFirst()
          .flatMap(policy -> policy);
    });
  }

  @Override
  public void setPolicy(Tenant client, String policy) {
    setPolicy(client, Optional.of(policy));
  }

  @Override
  public void clearPolicy(Tenant client) {
    setPolicy(client, Optional.empty());
  }

  private void setPolicy(Tenant client, Optional<String> policy) {
    boolean _ = changed("set_client_policy", update -> of(update, client).bind("policy", policy));
  }

  private static Update of(Update update, Tenant client) {
    return update
        .bind("id", client.client().value())
        .bind("organization_id", client.organization().value());
  }

  private static String words(Set<String> rights) {
    return Row.json(rights.stream().sorted().toList());
  }

  private boolean changed(String statement, UnaryOperator<Update> bound) {
    return database.write(handle -> bound.apply(sql(handle).update(statement)).execute()) > 0;
  }

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
