package dev.keepsake.tool;

/// One capability offered to agents. Implementations are thread-safe.
///
/// @param <I> input record; its components are the arguments, see [InputShape]
/// @param <O> output record, serialised as the structured result
public interface Tool<I extends Record, O extends Record> {

  /// As on the wire: a verb and a noun in snake_case. The prompt of the same name describes the
  /// tool.
  String name();

  Class<I> inputType();

  Class<O> outputType();

  Hints hints();

  /// What the caller must be allowed to do; checked before every call.
  Right right();

  /// Does the work and returns the answer.
  ///
  /// @throws dev.keepsake.error.MemoryException for every refusal that the caller can be told about
  O run(Caller caller, I input);

  /// The answer in words, for clients that show text alone.
  String summary(O output);
}
