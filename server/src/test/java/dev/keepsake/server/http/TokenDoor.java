package dev.keepsake.server.http;

import dev.keepsake.access.KeyRequest;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.server.auth.JwtKeys;
import dev.keepsake.server.auth.JwtSettings;
import dev.keepsake.server.call.PublicUrl;
import dev.keepsake.server.call.Reach;
import dev.keepsake.tool.Right;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Settings of doors that take tokens, and clients to whom the tokens belong.
final class TokenDoor {
  static final PublicUrl URL = PublicUrl.parse("https://memory.example.com");

  private TokenDoor() {}

  static HttpSettings settings(JwtKeys keys) {
    return settings("127.0.0.1", keys);
  }

  static HttpSettings settings(String host, JwtKeys keys) {
    var belonging =
        new JwtSettings.Belonging(
            List.of("organization"),
            Optional.empty(),
            List.of("client_id", "azp"),
            Optional.of(new ClientName("assistant")));
    var jwt =
        new JwtSettings(Issuer.NAME, Set.of(), keys, new HashSet<>(keys.algorithms()), belonging);
    var reach = new Reach(Set.of(), Optional.of(URL), Set.of());
    return KeyedDoor.settings(host, reach, false, Optional.of(jwt));
  }

  /// @return a key of the client
  static String client(KeyedDoor door, String organization, String client, Right... rights) {
    return door.make(
            new KeyRequest(
                new OrganizationName(organization),
                new ClientName(client),
                Optional.empty(),
                Optional.of(Set.of(rights)),
                Optional.empty(),
                Optional.empty()))
        .text()
        .reveal();
  }
}
