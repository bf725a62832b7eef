package dev.keepsake.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which names a condition looks for in `sensitive`, so that nothing else need be looked for in the
/// text.
///
/// @param names each a class, or a class and a rule: `secret`, `secret.github_token`
/// @param all whether it may depend on any
public record SensitiveNames(Set<String> names, boolean all) {
  public static final SensitiveNames NONE = new SensitiveNames(Set.of(), false);

  public SensitiveNames {
    names = Set.copyOf(names);
  }

  /// `sensitive` other than after `'a name' in` can be used in any way.
  static SensitiveNames in(CelAbstractSyntaxTree ast) {
    var names = new HashSet<String>();
    boolean all = false;
    for (CelNavigableExpr node : CelNavigableAst.fromAst(ast).getRoot().allNodes().toList()) {
      if (isSensitive(node.expr())) {
        Optional<String> named = node.parent().flatMap(parent -> lookedFor(parent.expr()));
        named.ifPresent(names::add);
        all |= named.isEmpty();
      }
    }
    return new SensitiveNames(names, all);
  }

  static boolean isSensitive(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
        && expr.ident().name().equals(Variable.SENSITIVE.written());
  }

  private static Optional<String> lookedFor(CelExpr call) {
    return call.getKind() == CelExpr.ExprKind.Kind.CALL
            && call.call().function().equals("@in")
            && isSensitive(call.call().args().get(1))
        ? text(call.call().args().get(0))
        : Optional.empty();
  }

  /// What a constant says.
  static Optional<String> text(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  /// Whether `finding`, a class and a rule, is one of those.
  public boolean covers(String type, String rule) {
    return all || names.contains(type) || names.contains(type + "." + rule);
  }
}
