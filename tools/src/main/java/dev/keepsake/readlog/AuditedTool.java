package dev.keepsake.readlog;

import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import java.util.function.BiFunction;

/// A tool whose answers are noted before they are given.
///
/// @param reads which memories an answer hands out
public record AuditedTool<I extends Record, O extends Record>(
    Tool<I, O> tool, BiFunction<I, O, MemoryRead> reads, ReadLog log) implements Tool<I, O> {

  @Override
  public String name() {
    return tool.name();
  }

  @Override
  public Class<I> inputType() {
    return tool.inputType();
  }

  @Override
  public Class<O> outputType() {
    return tool.outputType();
  }

  @Override
  public Hints hints() {
    return tool.hints();
  }

  @Override
  public Right right() {
    return tool.right();
  }

  @Override
  public O run(Caller caller, I input) {
    O output = tool.run(caller, input);
    log.handingOut(caller, reads.apply(input, output));
    return output;
  }

  @Override
  public String summary(O output) {
    return tool.summary(output);
  }
}
