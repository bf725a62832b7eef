package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.access.AccessKeys.Made;
import dev.keepsake.store.ApiKey;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.util.TreeSet;

/// API keys as JSON, for scripts.
final class KeyJson {
  private KeyJson() {}

  /// With the key itself.
  static ObjectNode of(Made made) {
    ObjectNode json = WireJson.MAPPER.createObjectNode().put("key", made.text().reveal());
    return json.setAll(of(made.key(), made.key().life().created()));
  }

  static ObjectNode of(ApiKey key, Instant now) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("prefix", key.prefix())
            .put("name", key.name())
            .put("organization", key.client().organization().value())
            .put("client", key.client().name().value())
            .put("scope", key.client().tenant().scope().value());
    new TreeSet<>(key.client().rights()).forEach(json.putArray("rights")::add);
    var life = key.life();
    json.put("status", KeyListCommand.word(key, now)).put("created_at", life.created().toString());
    life.expires().ifPresent(at -> json.put("expires_at", at.toString()));
    life.revoked().ifPresent(at -> json.put("revoked_at", at.toString()));
    life.lastUsed().ifPresent(at -> json.put("last_used_at", at.toString()));
    return json;
  }
}
