package dev.keepsake.server.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.observe.CorrelationId;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads the names of a call off its headers and its `_meta`. A name that is given twice must be
/// the same twice.
///
/// @param headers empty over stdio
/// @param user over stdio the one user that is served, over HTTP the one if a call names none
/// @param oneUser whether a call may name no other user
public record Naming(Headers headers, Optional<UserName> user, boolean oneUser) {
  private static final String CORRELATION = "dev.keepsake/correlation_id";
  private static final String USER = "dev.keepsake/user_id";
  private static final String CONVERSATION = "dev.keepsake/conversation_id";

  /// The values that were sent, each once: more than one is refused where the names are asked for.
  ///
  /// @param correlation only what is fit to be one
  public record Headers(List<String> user, List<String> conversation, List<String> correlation) {
    public static final Headers NONE = new Headers(List.of(), List.of(), List.of());

    public static Headers of(HttpServletRequest request) {
      return new Headers(
          values(request, "X-User-Id"),
          values(request, "X-Conversation-Id"),
          values(request, "X-Correlation-Id").stream().filter(CorrelationId::isValid).toList());
    }

    /// @throws MemoryException with `INVALID_INPUT` if it was sent twice with different values
    public static Optional<String> read(HttpServletRequest request, String name) {
      return one(name, values(request, name));
    }

    /// A header's bytes are taken as UTF-8, as the same name in `_meta` would be; the container has
    /// read them as ISO 8859-1.
    private static List<String> values(HttpServletRequest request, String name) {
      return Collections.list(request.getHeaders(name)).stream()
          .map(Headers::utf8)
          .distinct()
          .toList();
    }

    private static Optional<String> one(String name, List<String> values) {
      if (values.size() > 1) {
        throw invalid("The header %s was sent twice, and differs: send it once.".formatted(name));
      }
      return values.stream().findFirst();
    }

    private static String utf8(String latin) {
      return JsonBody.utf8(latin.getBytes(StandardCharsets.ISO_8859_1)).orElse(latin);
    }
  }

  /// The id that a call is known by: its header's, or else what its `_meta` names if that is fit to
  /// be one.
  ///
  /// @param drawn if there is neither; over HTTP it is the header's where there is one
  public String correlationId(JsonNode meta, String drawn) {
    String named = meta.path(CORRELATION).asText();
    return headers.correlation().isEmpty() && CorrelationId.isValid(named) ? named : drawn;
  }

  /// The names of a call that has no `_meta`.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if one is malformed
  public CallNames names(String correlationId) {
    return names(MissingNode.getInstance(), correlationId);
  }

  /// @param meta `_meta` of the request, or a missing node
  /// @throws MemoryException with `INVALID_INPUT` if a name is malformed or two differ
  public CallNames names(JsonNode meta, String correlationId) {
    if (!meta.isMissingNode() && !meta.isObject()) {
      throw invalid("`_meta` must be an object.");
    }
    var conversation = name("X-Conversation-Id", headers.conversation(), CONVERSATION, meta);
    var correlation = Headers.one("X-Correlation-Id", headers.correlation());
    same("X-Correlation-Id", correlation, CORRELATION, text(CORRELATION, meta));
    return new CallNames(
        user(meta), conversation.map(n -> n.make(ConversationId::new)), correlationId);
  }

  private Optional<UserName> user(JsonNode meta) {
    var named = name("X-User-Id", headers.user(), USER, meta).map(n -> n.make(UserName::new));
    if (oneUser && user.isPresent() && named.isPresent() && !named.equals(user)) {
      throw invalid(
          "Over stdio one user is served: leave out `_meta` `%s`, or start the server for that user"
                  .formatted(USER)
              + " with KEEPSAKE_USER.");
    }
    return named.or(this::user);
  }

  private record Name(String where, String value) {
    <T> T make(Function<String, T> type) {
      try {
        return type.apply(value);
      } catch (IllegalArgumentException e) {
        throw new MemoryException(
            ErrorCode.INVALID_INPUT, "%s is not valid: %s.".formatted(where, e.getMessage()), e);
      }
    }
  }

  private static Optional<Name> name(String header, List<String> sent, String key, JsonNode meta) {
    Optional<String> fromHeader = Headers.one(header, sent);
    Optional<String> fromMeta = text(key, meta);
    same(header, fromHeader, key, fromMeta);
    return fromHeader
        .map(value -> new Name("The header " + header, value))
        .or(() -> fromMeta.map(value -> new Name("`_meta` `" + key + "`", value)));
  }

  private static Optional<String> text(String key, JsonNode meta) {
    JsonNode value = meta.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalid("`_meta` `%s` must be text.".formatted(key));
    }
    return Optional.of(value.textValue());
  }

  private static void same(
      String header, Optional<String> fromHeader, String key, Optional<String> fromMeta) {
    if (fromHeader.isPresent() && fromMeta.isPresent() && !fromHeader.equals(fromMeta)) {
      throw invalid(
          "The header %s and `_meta` `%s` differ: send one of them, or the same in both."
              .formatted(header, key));
    }
  }

  private static MemoryException invalid(String sentence) {
    return new MemoryException(ErrorCode.INVALID_INPUT, sentence);
  }
}
