package dev.keepsake.tool;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.util.List;
import java.util.Optional;

/// Problem details of RFC 9457, `application/problem+json`: the same record for HTTP and, as
/// structured content, for MCP.
///
/// @param type stable identifier that clients branch on
/// @param title the same words for every occurrence of the type
/// @param detail what this caller can do about it; never a stack trace or SQL
/// @param instance the request, as found in our logs
/// @param code extension member: the slug of `type`
/// @param action extension member: `failed` where a write could not be carried out
/// @param errors extension member: what is wrong with each argument
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    Optional<String> action,
    List<FieldProblem> errors) {
  public Problem {
    errors = List.copyOf(errors);
  }

  /// What is wrong with one argument.
  public record FieldProblem(
      @Doc("The name of the field.") String field,
      @Doc("What is wrong with it, and what would be right.") String detail) {

    /// The one that a failure is about, where it is about one.
    public static List<FieldProblem> of(MemoryException failure) {
      return failure.field().stream()
          .map(field -> new FieldProblem(field, String.valueOf(failure.getMessage())))
          .toList();
    }
  }

  public static Problem of(ErrorCode code, String detail, String correlationId) {
    return new Problem(
        "/problems/" + code.slug(),
        code.title(),
        code.httpStatus(),
        detail,
        "urn:keepsake:call:" + correlationId,
        code.slug(),
        Optional.empty(),
        List.of());
  }

  public static Problem of(MemoryException failure, String correlationId) {
    return of(failure.code(), String.valueOf(failure.getMessage()), correlationId)
        .withErrors(FieldProblem.of(failure));
  }

  public Problem withErrors(List<FieldProblem> fields) {
    return new Problem(type, title, status, detail, instance, code, action, fields);
  }

  Problem withAction(String word) {
    return new Problem(type, title, status, detail, instance, code, Optional.of(word), errors);
  }
}
