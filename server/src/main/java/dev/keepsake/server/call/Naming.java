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
import java.util.Optional;
import java.util.function.Function;

/// Reads the names of a call off its headers and its `_meta`. A name that is given twice must be
/// the same twice.
///
/// @param headers empty over stdio
/// @param user over stdio the one user that is served, over HTTP the one if a call names none
/// @param oneUser whether a call may name no other user
public record Naming(Headers headers, Optional<UserName> user, boolean oneUser) {
  public static final String CORRELATION = "dev.keepsake/correlation_id";
  private static final String USER = "dev.keepsake/user_id";
  private static final String CONVERSATION = "dev.keepsake/conversation_id";

  /// @param correlation only if it is fit to be one
  public record Headers(
      Optional<String> user, Optional<String> conversation, Optional<String> correlation) {
    public static final Headers NONE =
        new Headers(Optional.empty(), Optional.empty(), Optional.empty());

    public static Headers of(HttpServletRequest request) {
      return new Headers(
          read(request, "X-User-Id"),
          read(request, "X-Conversation-Id"),
          read(request, "X-Correlation-Id").filter(CorrelationId::isValid));
    }

    /// A header's bytes are taken as UTF-8, as the same name in `_meta` would be; the container has
    /// read them as ISO 8859-1.
    public static Optional<String> read(HttpServletRequest request, String name) {
      return Optional.ofNullable(request.getHeader(name)).map(Headers::utf8);
    }

    private static String utf8(String latin) {
      return JsonBody.utf8(latin.getBytes(StandardCharsets.ISO_8859_1)).orElse(latin);
    }
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
    same("X-Correlation-Id", headers.correlation(), CORRELATION, text(CORRELATION, meta));
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

  private static Optional<Name> name(
      String header, Optional<String> fromHeader, String key, JsonNode meta) {
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
