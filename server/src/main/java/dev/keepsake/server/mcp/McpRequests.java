package dev.keepsake.server.mcp;

import dev.keepsake.error.MemoryException;
import dev.keepsake.server.observe.BuildVersion;
import dev.keepsake.tool.Caller;
import io.modelcontextprotocol.server.McpNotificationHandler;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// What is answered to each method, the same for every transport. The SDK's sessions carry the
/// messages; its own server is not used, since its lists are the same for every user. A request
/// runs on the thread that hands it to the session, a virtual thread of its own.
final class McpRequests {
  private static final Logger LOG = LoggerFactory.getLogger(McpRequests.class);

  /// None of them asks for anything; without a handler the SDK complains of each.
  private static final List<String> NOTIFICATIONS =
      List.of(
          McpSchema.METHOD_NOTIFICATION_INITIALIZED,
          Peer.CANCELLED,
          McpSchema.METHOD_NOTIFICATION_PROGRESS,
          McpSchema.METHOD_NOTIFICATION_ROOTS_LIST_CHANGED);

  private final McpService service;
  private final McpTools tools;
  private final McpPrompts prompts;
  private final McpResources resources;
  private final Map<String, Function<Asked, Object>> answers = new HashMap<>();

  McpRequests(McpService service) {
    this.service = service;
    tools = new McpTools(service);
    prompts = new McpPrompts(service.texts());
    resources = new McpResources(service);
    answers.put(McpSchema.METHOD_PING, _ -> Map.of());
    answers.put(McpSchema.METHOD_LOGGING_SET_LEVEL, McpRequests::setLevel);
    answers.put(McpSchema.METHOD_TOOLS_LIST, _ -> tools.list());
    answers.put(McpSchema.METHOD_TOOLS_CALL, tools::call);
    answers.put(McpSchema.METHOD_PROMPT_LIST, _ -> prompts.list());
    answers.put(McpSchema.METHOD_PROMPT_GET, prompts::get);
    answers.put(McpSchema.METHOD_RESOURCES_TEMPLATES_LIST, _ -> resources.templates());
    answers.put(McpSchema.METHOD_RESOURCES_LIST, called(resources::list));
    answers.put(McpSchema.METHOD_RESOURCES_READ, called(resources::read));
    answers.put(McpSchema.METHOD_COMPLETION_COMPLETE, called(resources::complete));
  }

  private static Function<Asked, Object> called(BiFunction<Asked, Caller, Object> answer) {
    return asked -> answer.apply(asked, asked.call().caller());
  }

  boolean knows(String method) {
    return answers.containsKey(method);
  }

  /// @param versions of the protocol that the transport speaks, the newest last
  InitializeResult initialize(InitializeRequest request, List<String> versions) {
    String asked = request.protocolVersion();
    var capabilities =
        ServerCapabilities.builder()
            .tools(false)
            .prompts(false)
            .resources(false, false)
            .completions()
            .logging()
            .build();
    return InitializeResult.builder(
            versions.contains(asked) ? asked : versions.getLast(),
            capabilities,
            Implementation.builder("keepsake", BuildVersion.current()).build())
        .instructions(service.texts().instructions())
        .build();
  }

  /// For one session.
  Map<String, McpRequestHandler<?>> handlers(Peer peer) {
    return answers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> handler(peer, entry.getValue())));
  }

  static Map<String, McpNotificationHandler> notifications() {
    return NOTIFICATIONS.stream()
        .collect(Collectors.toMap(method -> method, _ -> (_, _) -> Mono.empty()));
  }

  private McpRequestHandler<Object> handler(Peer peer, Function<Asked, Object> answer) {
    return (exchange, _) ->
        Mono.defer(() -> {
          var asked = new Asked(exchange, peer, IncomingCall.in(exchange.transportContext()));
          return Mono.justOrEmpty(asked.call().running().run(() -> orRefusal(answer, asked)));
        });
  }

  private static Object orRefusal(Function<Asked, Object> answer, Asked asked) {
    try {
      return answer.apply(asked);
    } catch (MemoryException e) {
      throw Refusal.of(e);
    } catch (McpError e) {
      throw e;
    } catch (RuntimeException e) { // a bug, of which the SDK would tell the client and not the log
      LOG.atError()
          .setCause(e)
          .addKeyValue("correlation_id", asked.call().correlationId())
          .log("a request could not be handled");
      throw McpError.builder(ErrorCodes.INTERNAL_ERROR).message("").build();
    }
  }

  private static Object setLevel(Asked asked) {
    String level = asked.call().params().path("level").asText();
    LoggingLevel wanted =
        Stream.of(LoggingLevel.values())
            .filter(each -> word(each).equals(level))
            .findFirst()
            .orElseThrow(() ->
                McpError.builder(ErrorCodes.INVALID_PARAMS)
                    .message(
                        "`level` must be one of "
                            + Arrays.stream(LoggingLevel.values())
                                .map(McpRequests::word)
                                .collect(Collectors.joining(", "))
                            + ".")
                    .build());
    asked.peer().wants(wanted);
    return Map.of();
  }

  private static String word(LoggingLevel level) {
    return level.name().toLowerCase(java.util.Locale.ROOT);
  }
}
