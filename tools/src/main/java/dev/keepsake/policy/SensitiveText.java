package dev.keepsake.policy;

import dev.keepsake.memory.Content;
import dev.keepsake.policy.SensitiveClasses.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The text of one write on its way through the rules, with what was found in it so far: nothing is
/// looked for before a rule asks, and nothing twice. For one thread.
final class SensitiveText {
  private final SensitiveClasses classes;
  private final List<String> beside;
  private final Set<String> looked = new HashSet<>();
  private final List<Finding> found = new ArrayList<>();
  private final Content given;

  /// What was found in the text as it came, by the classes that were looked for in it.
  private final Map<String, List<Finding>> lookedFirst = new HashMap<>();

  private Content content;

  SensitiveText(SensitiveClasses classes, Content content, List<String> beside) {
    this.classes = classes;
    this.given = content;
    this.content = content;
    this.beside = beside;
  }

  Content content() {
    return content;
  }

  /// Whether anything was found of what was looked for so far.
  boolean hasFindings() {
    return !found.isEmpty();
  }

  List<Finding> find(Set<String> asked) {
    var missing = new TreeSet<>(asked);
    missing.removeAll(looked);
    if (!missing.isEmpty()) {
      found.addAll(look(missing));
      beside.forEach(text -> found.addAll(classes.find(text, missing)));
      looked.addAll(missing);
    }
    return found.stream().filter(finding -> asked.contains(finding.type())).toList();
  }

  /// Of every class, in the text before anything was replaced; not of what stands beside it.
  List<Finding> foundAsItCame() {
    var missing = new TreeSet<>(classes.names());
    missing.removeAll(lookedFirst.keySet());
    var all = new ArrayList<Finding>();
    lookedFirst.values().forEach(all::addAll);
    if (!missing.isEmpty()) {
      all.addAll(classes.find(given.text(), missing));
    }
    all.sort(Comparator.comparingInt(Finding::start).thenComparing(Finding::type));
    return all;
  }

  /// Writes the class in the place of each of its findings. What overlaps goes under the class of
  /// what begins first.
  ///
  /// @return the classes of what was replaced; empty if nothing was there
  List<String> redact(List<String> asked) {
    List<Finding> placed =
        look(new TreeSet<>(asked)).stream()
            .sorted(Comparator.comparingInt(Finding::start))
            .toList();
    if (placed.isEmpty()) {
      return List.of();
    }
    content = new Content(replaced(placed));
    looked.clear();
    found.clear();
    return placed.stream().map(Finding::type).distinct().sorted().toList();
  }

  private List<Finding> look(Set<String> asked) {
    List<Finding> seen = classes.find(content.text(), asked);
    if (content.equals(given)) {
      for (String type : asked) {
        lookedFirst.put(type, seen.stream().filter(one -> one.type().equals(type)).toList());
      }
    }
    return seen;
  }

  private String replaced(List<Finding> placed) {
    String text = content.text();
    var remains = new StringBuilder();
    int at = 0;
    for (Finding finding : placed) {
      if (finding.start() >= at) {
        remains.append(text, at, finding.start()).append('[').append(finding.type()).append(']');
      }
      at = Math.max(at, finding.end());
    }
    return remains.append(text, at, text.length()).toString();
  }

  /// Classes, and classes with their rules, as conditions name them.
  static List<String> names(List<Finding> findings) {
    return findings.stream()
        .flatMap(finding -> Stream.of(finding.type(), finding.name()))
        .distinct()
        .toList();
  }
}
