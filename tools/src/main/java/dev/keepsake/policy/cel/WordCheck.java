package dev.keepsake.policy.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.keepsake.policy.cel.Conditions.Fault;
import dev.keepsake.policy.cel.Variable.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks for words that types let pass: one that a variable never has, a class of sensitive text
/// that nobody looks for, a pattern that is none.
///
/// @param knows whether a name can stand in `sensitive`
record WordCheck(String text, CelAbstractSyntaxTree ast, Predicate<String> knows) {

  List<Fault> faults() {
    var faults = new ArrayList<Fault>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL)
        .forEach(expr -> check(expr, faults));
    return faults;
  }

  private void check(CelExpr expr, List<Fault> faults) {
    List<CelExpr> args = expr.call().args();
    switch (expr.call().function()) {
      case "_==_", "_!=_" -> {
        compared(args.get(0), args.get(1), faults);
        compared(args.get(1), args.get(0), faults);
      }
      case "@in" -> {
        if (SensitiveNames.isSensitive(args.get(1))) {
          sensitive(args.get(0), faults);
        } else if (args.get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
          args.get(1).list().elements().forEach(word -> compared(args.get(0), word, faults));
        }
      }
      case "matches" -> pattern(args.getLast(), faults);
      default -> {}
    }
  }

  private void compared(CelExpr variable, CelExpr word, List<Fault> faults) {
    if (variable.getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return;
    }
    Optional<Variable> known = Variable.find(variable.ident().name());
    Optional<String> said = SensitiveNames.text(word);
    if (known.isPresent()
        && said.isPresent()
        && known.get().domain() instanceof Domain.Words(var words)
        && !words.contains(said.get())) {
      faults.add(
          fault(
              word,
              "%s is never '%s'; it is one of %s"
                  .formatted(known.get().written(), said.get(), String.join(", ", words))));
    }
  }

  private void sensitive(CelExpr word, List<Fault> faults) {
    SensitiveNames.text(word)
        .filter(knows.negate())
        .ifPresent(
            name -> faults.add(fault(word, "nothing looks for '%s' in a text".formatted(name))));
  }

  private void pattern(CelExpr word, List<Fault> faults) {
    SensitiveNames.text(word)
        .ifPresent(written -> {
          try {
            Pattern.compile(written);
          } catch (PatternSyntaxException e) {
            faults.add(fault(word, "no pattern of RE2: " + e.getDescription()));
          }
        });
  }

  private Fault fault(CelExpr at, String message) {
    int offset = ast.getSource().getPositionsMap().getOrDefault(at.id(), 0);
    long before = text.codePoints().limit(offset).filter(character -> character == '\n').count();
    return new Fault((int) before + 1, message);
  }
}
