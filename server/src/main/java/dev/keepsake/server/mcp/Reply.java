package dev.keepsake.server.mcp;

import dev.keepsake.memory.Content;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a user answered to the question whether a statement may be remembered. Judged here alone:
/// clients send what they like.
sealed interface Reply {
  int MAX_CHARACTERS = 2_000;
  String REMEMBER = "remember";
  String CONTENT = "content";

  /// @param correction other words for the statement
  record Yes(Optional<String> correction) implements Reply {}

  record No() implements Reply {}

  /// No answer to the question.
  ///
  /// @param why for the log
  record None(String why) implements Reply {}

  /// @param statement what the user was shown
  static Reply of(ElicitResult result, String statement) {
    return switch (result.action()) {
      case DECLINE -> new No();
      case CANCEL -> new None("it was cancelled");
      case ACCEPT -> accepted(result.content(), statement);
    };
  }

  private static Reply accepted(@Nullable Map<String, Object> form, String statement) {
    if (form == null || !(form.get(REMEMBER) instanceof Boolean remember)) {
      return new None("`remember` is not there or neither true nor false");
    }
    return remember ? corrected(form.get(CONTENT), statement) : new No();
  }

  private static Reply corrected(@Nullable Object content, String statement) {
    return switch (content) {
      case null -> new Yes(Optional.empty());
      case String text
          when text.equals(statement) || text.codePoints().allMatch(Content::isSpace) ->
          new Yes(Optional.empty());
      case String text when text.codePointCount(0, text.length()) > MAX_CHARACTERS ->
          new None("`content` is too long");
      case String text when Content.findRefused(text).isPresent() ->
          new None("`content` can't be stored as text");
      case String text -> new Yes(Optional.of(text));
      default -> new None("`content` is not text");
    };
  }
}
