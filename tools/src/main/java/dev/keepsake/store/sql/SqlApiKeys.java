package dev.keepsake.store.sql;

import dev.keepsake.memory.ApiKeyId;
import dev.keepsake.store.ApiKey;
import dev.keepsake.store.ApiKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rows of `api_keys`. Thread-safe.
record SqlApiKeys(Database database, SqlFiles files, Dialect dialect) implements ApiKeys {

  @Override
  public void insert(ApiKey key, String hash) {
    database.write(handle -> insert(sql(handle), key, hash));
  }

  private static int insert(Sql sql, ApiKey key, String hash) {
    return sql.update("insert_api_key")
        .bind("id", key.id().value())
        .bind("organization_id", key.client().tenant().organization().value())
        .bind("client_id", key.client().tenant().client().value())
        .bind("name", key.name())
        .bind("prefix", key.prefix())
        .bind("hash", hash)
        .bind("at", key.life().created())
        .bind("expires_at", key.life().expires())
        .execute();
  }

  @Override
  public boolean rotate(ApiKeyId old, Instant ends, ApiKey made, String hash) {
    return database.write(handle -> {
      Sql sql = sql(handle);
      int ended =
          sql.update("end_api_key")
              .bind("id", old.value())
              .bind("at", ends)
              .bind("now", made.life().created())
              .execute();
      return ended > 0 && insert(sql, made, hash) > 0;
    });
  }

  @Override
  public Optional<ApiKey> find(String hash) {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.list(sql.query("find_api_key").bind("hash", hash), ApiKeyMapper::key).stream()
          .findFirst();
    });
  }

  @Override
  public List<ApiKey> list() {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.list(sql.query("list_api_keys"), ApiKeyMapper::key);
    });
  }

  @Override
  public boolean revoke(String prefix, Instant at) {
    int revoked =
        database.write(handle ->
            sql(handle).update("revoke_api_key").bind("prefix", prefix).bind("at", at).execute());
    return revoked > 0;
  }

  @Override
  public boolean exist() {
    return database.read(
        handle -> sql(handle).query("any_api_key").mapTo(Integer.class).findFirst().isPresent());
  }

  @Override
  public void noteUse(ApiKeyId key, Instant at) {
    database.write(handle ->
        sql(handle).update("note_api_key_use").bind("id", key.value()).bind("at", at).execute());
  }

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
