package dev.keepsake.tool;

import java.util.function.BiFunction;

/// One operation for programs, put together of what it does.
///
/// @param name for the log, the metrics, and the keys of answers that are given again
public record Operation<I extends Record, O extends Record>(
    String name,
    Class<I> inputType,
    Class<O> outputType,
    Hints hints,
    Right right,
    BiFunction<Caller, I, O> work)
    implements Tool<I, O> {

  /// One that changes nothing.
  public static <I extends Record, O extends Record> Operation<I, O> reading(
      String name, Class<I> in, Class<O> out, BiFunction<Caller, I, O> work) {
    return new Operation<>(name, in, out, new Hints(true, false, true), Right.READ, work);
  }

  public static <I extends Record, O extends Record> Operation<I, O> writing(
      String name, Class<I> in, Class<O> out, BiFunction<Caller, I, O> work) {
    return new Operation<>(name, in, out, new Hints(false, true, false), Right.WRITE, work);
  }

  @Override
  public O run(Caller caller, I input) {
    return work.apply(caller, input);
  }

  /// Programs read the answer itself.
  @Override
  public String summary(O output) {
    return "";
  }
}
