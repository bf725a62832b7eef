package dev.keepsake.policy.reach;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.parser.CelUnparserFactory;
import dev.keepsake.policy.cel.Variable;
import dev.keepsake.policy.cel.Variable.Domain;
import dev.keepsake.policy.reach.Part.Range;
import dev.keepsake.policy.reach.Part.Some;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// One condition as boxes. What is no comparison of a variable with a constant stands for itself:
/// it may hold or not, but alike wherever it is written alike.
///
/// @param settings numbers that are fixed, by the variable
/// @param texts how many rules above may have changed the text: what follows from it is another
///   thing after each
/// @param whole takes what each variable can be
record Formula(
    CelSource source, Map<Variable, Double> settings, int texts, Map<String, Part> whole) {
  private static final Some YES = new Some(Set.of("true"));
  private static final Some NO = new Some(Set.of("false"));
  private static final Some EITHER = new Some(Set.of("true", "false"));

  /// Where `expr` is `held`; empty if that takes too many boxes.
  Optional<Boxes> boxes(CelExpr expr, boolean held) {
    return switch (expr.getKind()) {
      case CONSTANT -> Optional.of(constant(expr.constant().booleanValue() == held));
      case CALL -> call(expr, held);
      default -> Optional.of(itself(expr, held));
    };
  }

  private static Boxes constant(boolean holds) {
    return holds ? Boxes.EVERYTHING : Boxes.NONE;
  }

  private Optional<Boxes> call(CelExpr expr, boolean held) {
    List<CelExpr> args = expr.call().args();
    return switch (expr.call().function()) {
      case "!_" -> boxes(args.getFirst(), !held);
      case "_&&_" -> held ? both(args, true) : either(args, false);
      case "_||_" -> held ? either(args, true) : both(args, false);
      case "_?_:_" -> chosen(args, held);
      case "_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_" -> Optional.of(compared(expr, held));
      case "@in" -> Optional.of(listed(expr, held));
      default -> Optional.of(itself(expr, held));
    };
  }

  private Optional<Boxes> both(List<CelExpr> args, boolean held) {
    Optional<Boxes> all = Optional.of(Boxes.EVERYTHING);
    for (CelExpr arg : args) {
      all = all.flatMap(so -> boxes(arg, held).flatMap(so::and));
    }
    return all;
  }

  private Optional<Boxes> either(List<CelExpr> args, boolean held) {
    Optional<Boxes> any = Optional.of(Boxes.NONE);
    for (CelExpr arg : args) {
      any = any.flatMap(so -> boxes(arg, held).flatMap(so::or));
    }
    return any;
  }

  private Optional<Boxes> chosen(List<CelExpr> args, boolean held) {
    Optional<Boxes> first =
        boxes(args.get(0), true).flatMap(so -> boxes(args.get(1), held).flatMap(so::and));
    Optional<Boxes> second =
        boxes(args.get(0), false).flatMap(so -> boxes(args.get(2), held).flatMap(so::and));
    return first.flatMap(so -> second.flatMap(so::or));
  }

  private Boxes compared(CelExpr expr, boolean held) {
    CelExpr left = expr.call().args().get(0);
    CelExpr right = expr.call().args().get(1);
    String operator = expr.call().function();
    OptionalDouble one = number(left);
    OptionalDouble other = number(right);
    if (one.isPresent() && other.isPresent()) {
      return constant(compares(operator, one.getAsDouble(), other.getAsDouble()) == held);
    }
    return variable(left)
        .flatMap(found -> against(found, operator, right, held))
        .or(() -> variable(right).flatMap(found -> against(found, turned(operator), left, held)))
        .orElseGet(() -> itself(expr, held));
  }

  private Optional<Boxes> against(
      Variable variable, String operator, CelExpr constant, boolean held) {
    return switch (variable.domain()) {
      case Domain.Decimal(double min, double max) ->
          ranged(variable, new Range(false, min, true, max, true), operator, constant, held);
      case Domain.Whole(long min, long max) ->
          ranged(variable, new Range(true, min, true, max, true), operator, constant, held);
      case Domain.Words(var words) ->
          text(constant)
              .filter(_ -> operator.equals("_==_") || operator.equals("_!=_"))
              .map(word ->
                  within(
                      variable,
                      new Some(new HashSet<>(words)),
                      new Some(Set.of(word)),
                      operator.equals("_==_") == held));
      case Domain.Text _, Domain.Texts _, Domain.Flag _ -> Optional.empty();
    };
  }

  private Optional<Boxes> ranged(
      Variable variable, Range all, String operator, CelExpr constant, boolean held) {
    OptionalDouble number = number(constant);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    double at = number.getAsDouble();
    double least = Double.NEGATIVE_INFINITY;
    double most = Double.POSITIVE_INFINITY;
    boolean whole = all.whole();
    Range asked =
        switch (operator) {
          case "_<_" -> new Range(whole, least, false, at, false);
          case "_<=_" -> new Range(whole, least, false, at, true);
          case "_>_" -> new Range(whole, at, false, most, false);
          case "_>=_" -> new Range(whole, at, true, most, false);
          default -> new Range(whole, at, true, at, true);
        };
    return Optional.of(within(variable, all, asked, operator.equals("_!=_") != held));
  }

  /// `a in ['one', 'two']`
  private Boxes listed(CelExpr expr, boolean held) {
    CelExpr list = expr.call().args().get(1);
    Optional<Variable> variable = variable(expr.call().args().get(0));
    if (variable.isPresent()
        && variable.get().domain() instanceof Domain.Words(var words)
        && list.getKind() == Kind.LIST) {
      List<String> named =
          list.list().elements().stream().flatMap(word -> text(word).stream()).toList();
      if (named.size() == list.list().elements().size()) {
        return within(
            variable.get(), new Some(new HashSet<>(words)), new Some(new HashSet<>(named)), held);
      }
    }
    return itself(expr, held);
  }

  /// Where `variable`, which can be `all`, is one of `asked`, or where it is none of them.
  private Boxes within(Variable variable, Part all, Part asked, boolean held) {
    String key = key(variable.written(), variable.ofText());
    whole.put(key, all);
    Part inside = all.and(asked);
    List<Part> parts = held ? List.of(inside) : asked.outOf(all);
    var boxes = new ArrayList<Box>();
    for (Part part : parts) {
      if (!part.empty()) {
        boxes.add(new Box(Map.of(key, part)));
      }
    }
    return new Boxes(boxes);
  }

  private Boxes itself(CelExpr expr, boolean held) {
    CelAbstractSyntaxTree tree = CelAbstractSyntaxTree.newParsedAst(expr, source);
    boolean ofText =
        CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .anyMatch(node -> variable(node.expr()).filter(Variable::ofText).isPresent());
    String key = key("(" + CelUnparserFactory.newUnparser().unparse(tree) + ")", ofText);
    whole.put(key, EITHER);
    return new Boxes(List.of(new Box(Map.of(key, held ? YES : NO))));
  }

  private String key(String written, boolean ofText) {
    return ofText ? written + " of text " + texts : written;
  }

  private static Optional<Variable> variable(CelExpr expr) {
    return expr.getKind() == Kind.IDENT ? Variable.find(expr.ident().name()) : Optional.empty();
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private OptionalDouble number(CelExpr expr) {
    Optional<Double> setting = variable(expr).map(settings::get);
    if (setting.isPresent()) {
      return OptionalDouble.of(setting.get());
    }
    if (expr.getKind() == Kind.CALL && expr.call().function().equals("-_")) {
      OptionalDouble positive = number(expr.call().args().getFirst());
      return positive.isPresent()
          ? OptionalDouble.of(-positive.getAsDouble())
          : OptionalDouble.empty();
    }
    if (expr.getKind() != Kind.CONSTANT) {
      return OptionalDouble.empty();
    }
    return switch (expr.constant().getKind()) {
      case INT64_VALUE -> OptionalDouble.of(expr.constant().int64Value());
      case DOUBLE_VALUE -> OptionalDouble.of(expr.constant().doubleValue());
      default -> OptionalDouble.empty();
    };
  }

  private static boolean compares(String operator, double one, double other) {
    return switch (operator) {
      case "_<_" -> one < other;
      case "_<=_" -> one <= other;
      case "_>_" -> one > other;
      case "_>=_" -> one >= other;
      case "_!=_" -> one != other;
      default -> one == other;
    };
  }

  /// The same with its sides exchanged.
  private static String turned(String operator) {
    return switch (operator) {
      case "_<_" -> "_>_";
      case "_<=_" -> "_>=_";
      case "_>_" -> "_<_";
      case "_>=_" -> "_<=_";
      default -> operator;
    };
  }
}
