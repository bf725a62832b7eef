package dev.keepsake.llm;

/// Hears an answer while a model gives it.
public interface AnswerListener {

  /// @param more what the text goes on with; not empty
  void text(String more);

  /// @param request whole, with all of its arguments
  void toolRequest(ToolRequest request);

  /// Hears all of an answer at once.
  default void hear(ChatAnswer answer) {
    if (!answer.text().isEmpty()) {
      text(answer.text());
    }
    answer.toolRequests().forEach(this::toolRequest);
  }
}
