package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.server.call.JsonBody;
import dev.keepsake.server.call.Naming;
import dev.keepsake.server.rest.Route;
import dev.keepsake.server.rest.Routes;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts the arguments of an operation together: from the path, from the query or the body, and from
/// headers. What they must be like is the operation's to say.
///
/// @param user whom a parameter names
record RestArguments(ObjectNode json, Optional<String> user) {
  private static final String USER = Routes.USER;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?");

  /// What one of the fields is wrong about, before the operation has seen them.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final transient FieldProblem problem;

    Refused(String field, String detail) {
      super(detail);
      this.problem = new FieldProblem(field, detail);
    }
  }

  /// @throws MemoryException with the sentence for the caller if the body can't be read
  /// @throws LimitedRequest.BodyTooLarge if the body is larger than allowed
  static RestArguments read(Context context, Route route, ToolSpec spec)
      throws LimitedRequest.BodyTooLarge, Refused {
    HttpServletRequest request = context.req();
    JsonNode properties = spec.inputSchema().path("properties");
    ObjectNode json =
        route.method().hasBody() ? body(request, properties) : WireJson.MAPPER.createObjectNode();
    Optional<String> inBody = userInBody(json, properties);
    Optional<String> inQuery = query(context, route, properties, json);
    if (inBody.isPresent() && inQuery.isPresent() && !inBody.equals(inQuery)) {
      throw new Refused(USER, "`user_id` differs in the body and in the query: send one of them.");
    }
    for (String name : route.parameters()) {
      if (json.has(name)) {
        throw new Refused(name, "`%s` stands in the path: leave it out.".formatted(name));
      }
      json.put(name, context.pathParam(name));
    }
    header(request, "Idempotency-Key", Routes.IDEMPOTENCY_KEY, properties, json);
    header(request, "If-Match", Routes.IF_MATCH, properties, json);
    return new RestArguments(json, inQuery.or(() -> inBody));
  }

  private static ObjectNode body(HttpServletRequest request, JsonNode properties)
      throws LimitedRequest.BodyTooLarge, Refused {
    boolean needed = properties.propertyStream().anyMatch(field -> true);
    if (request.getContentLengthLong() == 0
        || (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null)) {
      return WireJson.MAPPER.createObjectNode();
    }
    ObjectNode json = (ObjectNode) ArgumentsBody.read(request);
    for (String name : Routes.IN_HEADERS) {
      if (needed && json.has(name)) {
        throw new Refused(name, "`%s` is sent as a header.".formatted(name));
      }
    }
    return json;
  }

  /// Operations that name a user among their fields are told it by the caller alone.
  private static Optional<String> userInBody(ObjectNode json, JsonNode properties) throws Refused {
    if (!properties.has(USER)) {
      return Optional.empty();
    }
    JsonNode named = json.remove(USER);
    if (named == null || named.isNull()) {
      return Optional.empty();
    }
    if (!named.isTextual()) {
      throw new Refused(USER, "`user_id` must be text.");
    }
    return Optional.of(named.textValue());
  }

  /// @return the user that it names
  private static Optional<String> query(
      Context context, Route route, JsonNode properties, ObjectNode json) throws Refused {
    Optional<String> user = Optional.empty();
    String text = context.queryString();
    if (text != null && !isUtf8(text)) {
      throw new Refused("query", "The query is not UTF-8.");
    }
    for (Map.Entry<String, List<String>> sent : context.queryParamMap().entrySet()) {
      String name = sent.getKey();
      if (sent.getValue().size() != 1) {
        throw new Refused(name, "`%s` is sent more than once.".formatted(name));
      }
      String value = sent.getValue().getFirst();
      if (name.equals(USER)) {
        user = Optional.of(value);
      } else if (route.method().hasBody()) {
        throw new Refused(name, "`%s` belongs into the body.".formatted(name));
      } else if (route.parameters().contains(name) || Routes.IN_HEADERS.contains(name)) {
        throw new Refused(name, "`%s` is no parameter of the query.".formatted(name));
      } else {
        json.set(name, value(value, properties.path(name)));
      }
    }
    return user;
  }

  private static boolean isUtf8(String query) {
    try {
      String decoded = java.net.URLDecoder.decode(query, StandardCharsets.ISO_8859_1);
      return JsonBody.utf8(decoded.getBytes(StandardCharsets.ISO_8859_1)).isPresent();
    } catch (IllegalArgumentException e) {
      return false; // a broken escape
    }
  }

  /// As the type has it that the operation asks for; what does not fit stays text, and the
  /// operation says what it must be.
  private static JsonNode value(String text, JsonNode schema) {
    var nodes = WireJson.MAPPER.getNodeFactory();
    return switch (schema.path("type").asText()) {
      case "integer" ->
          INTEGER.matcher(text).matches()
              ? nodes.numberNode(Long.parseLong(text))
              : nodes.textNode(text);
      case "number" ->
          NUMBER.matcher(text).matches()
              ? nodes.numberNode(Double.parseDouble(text))
              : nodes.textNode(text);
      case "boolean" ->
          text.equals("true") || text.equals("false")
              ? nodes.booleanNode(Boolean.parseBoolean(text))
              : nodes.textNode(text);
      case "array" -> {
        var list = nodes.arrayNode();
        Arrays.stream(text.split(",", -1)).map(String::strip).forEach(list::add);
        yield list;
      }
      default -> nodes.textNode(text);
    };
  }

  private static void header(
      HttpServletRequest request, String header, String field, JsonNode properties, ObjectNode json)
      throws Refused {
    if (!properties.has(field)) {
      return;
    }
    try {
      Naming.Headers.read(request, header).ifPresent(value -> json.put(field, value));
    } catch (MemoryException e) {
      if (e.code() != ErrorCode.INVALID_INPUT) {
        throw e;
      }
      throw new Refused(field, String.valueOf(e.getMessage()));
    }
  }
}
