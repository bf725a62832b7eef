package dev.keepsake.llm;

/// A model that continues a conversation. Safe for use by several threads unless an implementation
/// says otherwise.
public interface ChatModel {

  /// Asks for the next message; waits for it.
  ///
  /// @throws dev.keepsake.error.MemoryException with `MODEL_UNAVAILABLE` if the model does not
  ///   answer now, with `MODEL_FAILED` if it refuses the request or answers what cannot be read
  ChatAnswer ask(ChatRequest request);
}
