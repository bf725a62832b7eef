package dev.keepsake.server.mcp;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.observe.CorrelationId;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// MCP over Streamable HTTP: a servlet, and the filter that has to stand before it. Origin, host
/// and body size are the business of whoever mounts them, and so is who calls: every request must
/// have an [dev.keepsake.server.auth.Identity].
public final class McpEndpoint implements AutoCloseable {
  public static final String PATH = "/mcp";

  /// The request attribute that has the correlation id, a `String`.
  public static final String CORRELATION_ATTRIBUTE = CorrelationId.ATTRIBUTE;

  private static final Duration PING = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration IDLE_SESSION = Duration.ofHours(1);

  private final HttpServletStreamableServerTransportProvider servlet;
  private final McpFilter filter;
  private final McpRequests requests;
  private final McpTimes times;
  private final IdSource ids;
  private final SessionOwners owners = new SessionOwners();
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();

  private McpEndpoint(McpService service, Optional<UserName> defaultUser, int maxBodyBytes) {
    servlet =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(SdkJson.MAPPER)
            .mcpEndpoint(PATH)
            .contextExtractor(McpEndpoint::context)
            .keepAliveInterval(PING)
            .sessionSweepInterval(IDLE_SESSION)
            .maxRequestSize(maxBodyBytes)
            .build();
    filter = new McpFilter(new MessageReader(service.tools().catalog()), owners, defaultUser);
    requests = new McpRequests(service);
    times = service.times();
    ids = service.ids();
    servlet.setSessionFactory(this::session);
  }

  private McpStreamableServerSessionInit session(InitializeRequest request) {
    var peer = new Peer();
    peers.add(peer);
    // whoever knows a session's id can call in it: the ids of calls can be guessed from each other
    String id = ids.salt();
    owners.began(id);
    var session =
        new HttpSession(
            id, request, times.patience(), requests.handlers(peer), peer, () -> gone(id, peer));
    return new McpStreamableServerSessionInit(
        session, Mono.just(requests.initialize(request, servlet.protocolVersions())));
  }

  private void gone(String session, Peer peer) {
    owners.ended(session);
    peers.remove(peer);
    peer.goes();
  }

  /// @param defaultUser for calls that name none, where no key is needed
  /// @param maxBodyBytes of a message
  public static McpEndpoint open(
      Keepsake keepsake, Optional<UserName> defaultUser, int maxBodyBytes) {
    return open(McpService.of(keepsake), defaultUser, maxBodyBytes);
  }

  static McpEndpoint open(McpService service, Optional<UserName> defaultUser, int maxBodyBytes) {
    return new McpEndpoint(service, defaultUser, maxBodyBytes);
  }

  private static McpTransportContext context(HttpServletRequest request) {
    return request.getAttribute(McpFilter.CALL_ATTRIBUTE) instanceof IncomingCall call
        ? call.context()
        : McpTransportContext.EMPTY;
  }

  public Servlet servlet() {
    return servlet;
  }

  public Filter filter() {
    return filter;
  }

  /// Refuses new calls, waits up to 5 s for those in work, and then ends the streams on which
  /// clients listen. The SDK would end the answers in work too. Calls that wait for a user are
  /// answered at once: what they are about goes on waiting in the store.
  @Override
  public void close() {
    filter.admitNoMore();
    peers.forEach(Peer::goes);
    filter.awaitIdle(GRACE);
    servlet.closeGracefully().block();
  }
}
