package dev.keepsake.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Locale;
import java.util.function.Function;

/// A condition that was checked. Immutable and thread-safe.
public final class Condition {
  private static final Asked HOLDS = new Asked.Holds();
  private static final Asked HOLDS_NOT = new Asked.HoldsNot();

  private final CelAbstractSyntaxTree ast;
  private final Program program;
  private final SensitiveNames names;

  Condition(CelAbstractSyntaxTree ast, Program program) {
    this.ast = ast;
    this.program = program;
    this.names = SensitiveNames.in(ast);
  }

  /// Whether a condition holds.
  public sealed interface Asked {
    record Holds() implements Asked {}

    record HoldsNot() implements Asked {}

    /// It can't be told, as where a list has no element of the number that is asked for.
    ///
    /// @param reason without a word of the write
    record Failed(String reason) implements Asked {}
  }

  /// @param values of variables, asked for only where they are needed: a text, a list of texts, a
  ///   `Long`, a `Double` or a `Boolean`
  public Asked ask(Function<Variable, Object> values) {
    try {
      Object held = program.eval(name -> Variable.find(name).map(values));
      return Boolean.TRUE.equals(held) ? HOLDS : HOLDS_NOT;
    } catch (CelEvaluationException e) {
      // its message may have words of the text, which no log may have
      return new Asked.Failed(e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }

  /// What it asks `sensitive` for.
  public SensitiveNames names() {
    return names;
  }

  public CelAbstractSyntaxTree ast() {
    return ast;
  }
}
