package dev.keepsake.server.rest;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One path of the REST API and what answers there.
///
/// @param path as in an OpenAPI document, its parameters in braces
/// @param operation its name in the catalog of operations
/// @param answer what its answer is like
public record Route(Method method, String path, String operation, Answer answer) {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  public enum Method {
    GET,
    POST,
    PATCH,
    DELETE;

    /// Whether what is asked for stands in a body, and else in the query.
    public boolean hasBody() {
      return this == POST || this == PATCH;
    }
  }

  public enum Answer {
    /// 200, with the record.
    PLAIN,
    /// 201 where it was made by this call, by its `created`; 200 where it was there.
    MADE,
    /// The status says what came of a write, by its `action`.
    BY_ACTION,
    /// 204.
    NOTHING
  }

  /// The names of the parameters in the path.
  public List<String> parameters() {
    return PARAMETER.matcher(path).results().map(result -> name(result)).toList();
  }

  private static String name(MatchResult result) {
    return result.group(1);
  }
}
