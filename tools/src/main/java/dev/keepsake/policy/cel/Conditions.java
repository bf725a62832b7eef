package dev.keepsake.policy.cel;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.function.Predicate;

/// Checks and compiles conditions. To make the first takes a time, since it loads the library.
/// Thread-safe.
public final class Conditions {
  /// Numbers compare whatever their kind: `importance > 0` is no mistake.
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .populateMacroCalls(true)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  /// How many characters of texts are remembered with what came of them.
  private static final int REMEMBERED = 1 << 17;

  private final CelCompiler compiler;
  private final CelRuntime runtime;

  /// To check types takes most of the time, and policies repeat each other's conditions: those of
  /// clients, and the same file read anew.
  private final LoadingCache<String, CelValidationResult> checked;

  private Conditions() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL);
    for (Variable variable : Variable.values()) {
      builder.addVar(variable.written(), variable.type());
    }
    this.compiler = builder.build();
    this.checked =
        Caffeine.newBuilder()
            .maximumWeight(REMEMBERED)
            .weigher((String text, CelValidationResult _) -> text.length())
            .executor(Runnable::run) // eviction is cheap, and needs no pool of its own
            .build(compiler::compile);
    this.runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
  }

  private static final class Shared {
    static final Conditions CONDITIONS = new Conditions();
  }

  /// The one of this process.
  public static Conditions shared() {
    return Shared.CONDITIONS;
  }

  /// What comes of a text.
  public sealed interface Compiled {
    record Right(Condition condition) implements Compiled {}

    record Wrong(List<Fault> faults) implements Compiled {
      public Wrong {
        faults = List.copyOf(faults);
      }
    }
  }

  /// What is wrong with a condition.
  ///
  /// @param line of its text, counted from 1
  public record Fault(int line, String message) {}

  /// @param knows whether a name can stand in `sensitive`
  public Compiled compile(String text, Predicate<String> knows) {
    CelValidationResult result = checked.get(text);
    if (result.hasError()) {
      return new Compiled.Wrong(result.getErrors().stream().map(Conditions::fault).toList());
    }
    try {
      CelAbstractSyntaxTree ast = result.getAst();
      List<Fault> faults = new WordCheck(text, ast, knows).faults();
      return faults.isEmpty()
          ? new Compiled.Right(new Condition(ast, runtime.createProgram(ast)))
          : new Compiled.Wrong(faults);
    } catch (CelValidationException | CelEvaluationException e) {
      return new Compiled.Wrong(List.of(new Fault(1, String.valueOf(e.getMessage()))));
    }
  }

  private static Fault fault(CelIssue issue) {
    String message =
        issue
            .getMessage()
            .replace(" (in container '')", "")
            .replaceFirst(" \\(candidates: .*\\)$", "");
    return new Fault(Math.max(1, issue.getSourceLocation().getLine()), message);
  }
}
