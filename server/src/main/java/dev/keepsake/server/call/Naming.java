package dev.keepsake.server.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.observe.CorrelationId;
import dev.keepsake.tool.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads the names of a call off its headers, its `_meta` and its parameter `user_id`. A name that
/// is given twice must be the same twice.
///
/// @param headers empty over stdio
/// @param parameter what the call has as its parameter `user_id`
public record Naming(Headers headers, Optional<String> parameter, Whose whose) {
  private static final String FIELD = "user_id";
  private static final String PARAMETER = "the parameter `" + FIELD + "`";
  private static final String CORRELATION = "dev.keepsake/correlation_id";
  private static final String USER = "dev.keepsake/user_id";
  private static final String CONVERSATION = "dev.keepsake/conversation_id";

  public Naming(Headers headers, Whose whose) {
    this(headers, Optional.empty(), whose);
  }

  /// The same of a call that has the parameter `user_id`.
  public Naming withParameter(String userId) {
    return new Naming(headers, Optional.of(userId), whose);
  }

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
        throw MemoryException.ofField(
            field(name),
            "The header %s was sent twice, and differs: send it once.".formatted(name));
      }
      return values.stream().findFirst();
    }

    /// What a header is called where a field is named.
    private static String field(String name) {
      return name.toLowerCase(Locale.ROOT).replaceFirst("^x-", "").replace('-', '_');
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
  /// @throws MemoryException with `INVALID_INPUT` if a name is malformed or two differ, with
  ///   `FORBIDDEN` if it names a user for whom it may not be made
  public CallNames names(JsonNode meta, String correlationId) {
    if (!meta.isMissingNode() && !meta.isObject()) {
      throw invalid("`_meta` must be an object.");
    }
    one(Stream.of(header("X-Correlation-Id", headers.correlation()), text(CORRELATION, meta)));
    var conversation =
        one(
            Stream.of(
                header("X-Conversation-Id", headers.conversation()), text(CONVERSATION, meta)));
    return new CallNames(
        user(meta), conversation.map(n -> n.make(ConversationId::new)), correlationId);
  }

  private Optional<UserName> user(JsonNode meta) {
    Optional<UserName> named =
        one(Stream.of(
                header("X-User-Id", headers.user()),
                text(USER, meta),
                parameter.map(value -> new Name(FIELD, PARAMETER, value))))
            .map(n -> n.make(UserName::new));
    return switch (whose) {
      case Whose.Any(var byDefault) -> named.or(() -> byDefault);
      case Whose.Served(var user) -> {
        if (user.isPresent() && named.isPresent() && !named.equals(user)) {
          throw invalid(
              "Over stdio one user is served: leave out `_meta` `%s`, or start the server for that user"
                      .formatted(USER)
                  + " with KEEPSAKE_USER.");
        }
        yield named.or(() -> user);
      }
      case Whose.Own(var user) -> {
        if (named.filter(name -> !name.equals(user)).isPresent()) {
          throw new MemoryException(
              ErrorCode.FORBIDDEN,
              "The token is of another user than the call names: leave the user out, or have a"
                  + " token"
                  + " with the right %s.".formatted(Right.ACT_AS.wireName()));
        }
        yield Optional.of(user);
      }
    };
  }

  /// @param where with its article
  private record Name(String field, String where, String value) {
    <T> T make(Function<String, T> type) {
      try {
        return type.apply(value);
      } catch (IllegalArgumentException e) {
        throw MemoryException.ofField(
            field, "%s is not valid: %s.".formatted(begin(), e.getMessage()), e);
      }
    }

    /// To begin a sentence with.
    String begin() {
      return where.replaceFirst("^the ", "The ");
    }
  }

  private static Optional<Name> header(String header, List<String> sent) {
    return Headers.one(header, sent)
        .map(value -> new Name(Headers.field(header), "the header " + header, value));
  }

  /// The one name that all of them are.
  private static Optional<Name> one(Stream<Optional<Name>> given) {
    List<Name> names = given.flatMap(Optional::stream).toList();
    names.stream()
        .filter(name -> !name.value().equals(names.getFirst().value()))
        .findFirst()
        .ifPresent(other -> {
          throw MemoryException.ofField(
              other.field(),
              "%s and %s differ: send one of them, or the same in both."
                  .formatted(names.getFirst().begin(), other.where()));
        });
    return names.stream().findFirst();
  }

  private static Optional<Name> text(String key, JsonNode meta) {
    JsonNode value = meta.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw MemoryException.ofField(field(key), "`_meta` `%s` must be text.".formatted(key));
    }
    return Optional.of(new Name(field(key), "`_meta` `" + key + "`", value.textValue()));
  }

  private static String field(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  private static MemoryException invalid(String sentence) {
    return new MemoryException(ErrorCode.INVALID_INPUT, sentence);
  }
}
