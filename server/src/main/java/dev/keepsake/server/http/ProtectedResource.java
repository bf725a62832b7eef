package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.auth.JwtSettings;
import dev.keepsake.server.call.Api;
import dev.keepsake.server.call.PublicUrl;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.WireJson;
import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells who has no token yet who gives them out (RFC 9728), as MCP's authorization asks of a
/// server. Told to everybody; not there where no tokens are taken.
final class ProtectedResource implements Api {
  static final String OF_SERVER = "/.well-known/oauth-protected-resource";
  static final String OF_MCP = OF_SERVER + McpEndpoint.PATH;
  static final Set<String> PATHS = Set.of(OF_SERVER, OF_MCP);

  /// What an agent needs. Who needs more knows it, and asks its issuer for it.
  private static final List<Right> SCOPES = List.of(Right.READ, Right.WRITE);

  static final String SCOPES_IN_WORDS =
      SCOPES.stream().map(Right::wireName).collect(Collectors.joining(" "));

  private final PublicUrl server;
  private final JwtSettings tokens;

  ProtectedResource(PublicUrl server, JwtSettings tokens) {
    this.server = server;
    this.tokens = tokens;
  }

  /// What this server is called in the claim `aud` of a token that was asked for by one of its
  /// resources; some clients write a URL that has no path with a slash.
  static Set<String> resources(PublicUrl server) {
    return Set.of(server.toString(), server.at("/"), server.at(McpEndpoint.PATH));
  }

  @Override
  public void mount(JavalinConfig config) {
    ObjectNode whole = metadata(server.toString());
    ObjectNode mcp = metadata(server.at(McpEndpoint.PATH));
    config.routes.get(OF_SERVER, context -> JsonAnswer.send(context.res(), whole));
    config.routes.get(OF_MCP, context -> JsonAnswer.send(context.res(), mcp));
  }

  private ObjectNode metadata(String resource) {
    ObjectNode json = WireJson.MAPPER.createObjectNode().put("resource", resource);
    if (tokens.issuer().matches("https?://.+")) { // else it is a name, at which nobody can ask
      json.putArray("authorization_servers").add(tokens.issuer());
    }
    SCOPES.forEach(right -> json.withArray("scopes_supported").add(right.wireName()));
    json.putArray("bearer_methods_supported").add("header");
    return json.put("resource_name", "Keepsake");
  }
}
