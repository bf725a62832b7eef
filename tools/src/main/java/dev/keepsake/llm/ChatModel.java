package dev.keepsake.llm;

/// A model that continues a conversation. Safe for use by several threads unless an implementation
/// says otherwise.
public interface ChatModel {

  /// Asks for the next message; waits for it. Whoever no longer wants it interrupts the thread.
  ///
  /// @throws dev.keepsake.error.MemoryException with `MODEL_UNAVAILABLE` if the model does not
  ///   answer now, with `MODEL_FAILED` if it refuses the request or answers what cannot be read,
  ///   with `CANCELLED` if the thread was interrupted
  ChatAnswer ask(ChatRequest request);

  /// The same, telling `listener` of the answer while it comes, in the calling thread. Nothing is
  /// told twice: what fails after its first piece is not tried again. A model that can't be heard
  /// while it speaks tells all of it at once.
  ///
  /// @throws RuntimeException also what `listener` throws, which ends the answer
  default ChatAnswer ask(ChatRequest request, AnswerListener listener) {
    ChatAnswer answer = ask(request);
    listener.hear(answer);
    return answer;
  }
}
