package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.store.Client;
import dev.keepsake.store.ClientEntry;
import dev.keepsake.tool.WireJson;
import java.util.TreeSet;

/// Clients as JSON, for scripts.
final class ClientJson {
  private ClientJson() {}

  /// What was done to a client.
  ///
  /// @param action in snake_case
  static ObjectNode done(String action, Client client) {
    return add(
        WireJson.MAPPER.createObjectNode().put("success", true).put("action", action), client);
  }

  static ObjectNode of(ClientEntry entry) {
    ObjectNode json =
        add(WireJson.MAPPER.createObjectNode(), entry.client())
            .put("own_policy", entry.ownPolicy())
            .put("created_at", entry.created().toString());
    entry.disabled().ifPresent(at -> json.put("disabled_at", at.toString()));
    return json;
  }

  private static ObjectNode add(ObjectNode json, Client client) {
    json.put("organization", client.organization().value())
        .put("client", client.name().value())
        .put("scope", client.tenant().scope().value());
    new TreeSet<>(client.rights()).forEach(json.putArray("rights")::add);
    return json.put("status", client.disabled() ? "disabled" : "active");
  }
}
