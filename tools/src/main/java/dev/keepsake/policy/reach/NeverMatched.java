package dev.keepsake.policy.reach;

import dev.keepsake.policy.cel.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the rules that can never match. Each condition is a union of boxes, one side for every
/// variable that it compares; a rule can't match if it has no box, or if nothing is left of its
/// boxes once those of the rules above it are taken out.
///
/// @param auto the setting `memory_write_confidence_auto`
/// @param confirm the setting `memory_write_confidence_confirm`
public record NeverMatched(double auto, double confirm) {

  /// By the number of the rule, counted from 0.
  public SortedMap<Integer, Shadow> among(List<RuleReach> rules) {
    var whole = new HashMap<String, Part>();
    List<Optional<Boxes>> boxes = boxes(rules, whole);
    var never = new TreeMap<Integer, Shadow>();
    for (int i = 0; i < rules.size(); i++) {
      int rule = i;
      boxes
          .get(i)
          .flatMap(mine -> shadow(rule, mine, rules, boxes, whole))
          .ifPresent(shadow -> never.put(rule, shadow));
    }
    return never;
  }

  private List<Optional<Boxes>> boxes(List<RuleReach> rules, Map<String, Part> whole) {
    Map<Variable, Double> settings =
        Map.of(Variable.CONFIDENCE_AUTO, auto, Variable.CONFIDENCE_CONFIRM, confirm);
    var boxes = new ArrayList<Optional<Boxes>>();
    int texts = 0;
    for (RuleReach rule : rules) {
      int seen = texts;
      boxes.add(
          rule.when().isEmpty()
              ? Optional.of(Boxes.EVERYTHING)
              : rule.when()
                  .flatMap(ast ->
                      new Formula(ast.getSource(), settings, seen, whole)
                          .boxes(ast.getExpr(), true)));
      texts += rule.kind() == RuleReach.Kind.REDACTS ? 1 : 0;
    }
    return boxes;
  }

  private static Optional<Shadow> shadow(
      int rule,
      Boxes mine,
      List<RuleReach> rules,
      List<Optional<Boxes>> boxes,
      Map<String, Part> whole) {
    if (mine.all().isEmpty()) {
      return Optional.of(new Shadow.Itself());
    }
    var above = new ArrayList<Box>();
    for (int i = 0; i < rule; i++) {
      if (rules.get(i).takesFrom(rules.get(rule)) && boxes.get(i).isPresent()) {
        List<Box> theirs = boxes.get(i).get().all();
        if (nothingLeft(mine.all(), theirs, whole)) {
          return Optional.of(new Shadow.Under(i));
        }
        above.addAll(theirs);
      }
    }
    return nothingLeft(mine.all(), above, whole)
        ? Optional.of(new Shadow.UnderAll())
        : Optional.empty();
  }

  private static boolean nothingLeft(List<Box> mine, List<Box> taken, Map<String, Part> whole) {
    return mine.stream().allMatch(one -> nothingLeft(one, one.worthTaking(taken, whole), whole));
  }

  /// Where it would take too long to tell, something is left.
  private static boolean nothingLeft(Box mine, List<Box> taken, Map<String, Part> whole) {
    List<Box> left = List.of(mine);
    for (Box box : taken) {
      var next = new ArrayList<Box>();
      for (Box one : left) {
        next.addAll(one.without(box, whole));
        if (next.size() > Boxes.MOST) {
          return false;
        }
      }
      left = next;
    }
    return left.isEmpty();
  }
}
