package dev.keepsake.policy.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One group of names with their values, each with its line.
public final class Fields {
  private final int line;
  private final Map<String, Node> values;
  private final Map<String, Integer> lines;
  private final Problems problems;

  private Fields(
      int line, Map<String, Node> values, Map<String, Integer> lines, Problems problems) {
    this.line = line;
    this.values = values;
    this.lines = lines;
    this.problems = problems;
  }

  /// The group that a file is, empty if it is none; what is wrong is told.
  public static Optional<Fields> read(String text, Problems problems) {
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setAllowRecursiveKeys(false).build())
              .composeString(text);
      if (root.isEmpty()) {
        problems.add(1, "the file is empty");
      }
      return root.flatMap(node -> of(node, problems));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(line, "it is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(
          1, "it is not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return Optional.empty();
  }

  private static Optional<Fields> of(Node node, Problems problems) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(line(node), "there must be lines of `name: value`");
      return Optional.empty();
    }
    var fields = new Fields(line(node), new LinkedHashMap<>(), new LinkedHashMap<>(), problems);
    mapping.getValue().forEach(fields::take);
    return Optional.of(fields);
  }

  private void take(NodeTuple entry) {
    int at = line(entry.getKeyNode());
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      problems.add(at, "a name must be plain text");
    } else if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
      problems.add(
          at,
          "`%s` stands there twice; line %d has it too"
              .formatted(key.getValue(), lines.get(key.getValue())));
    } else {
      lines.put(key.getValue(), at);
    }
  }

  /// The same group, which tells `others` what is wrong.
  public Fields telling(Problems others) {
    return new Fields(line, values, lines, others);
  }

  /// Where the group begins, counted from 1.
  public int line() {
    return line;
  }

  /// Where a name stands, or else where the group begins.
  public int line(String name) {
    return lines.getOrDefault(name, line);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// Tells of every name that is none of `known`.
  public void refuseAllBut(Set<String> known) {
    lines.forEach((name, at) -> {
      if (!known.contains(name)) {
        problems.add(
            at,
            "there is no field `%s`; there are %s"
                .formatted(name, String.join(", ", known.stream().sorted().toList())));
      }
    });
  }

  /// A value that is one text; empty if it is missing, or no such value, which is told.
  public Optional<String> text(String name) {
    return switch (values.get(name)) {
      case null -> Optional.empty();
      case ScalarNode scalar -> Optional.of(scalar.getValue());
      default -> {
        problems.add(
            line(name), "`%s` must be a plain value, not a list or a group".formatted(name));
        yield Optional.empty();
      }
    };
  }

  /// How many lines below its name a text of several lines begins.
  public int textOffset(String name) {
    return values.get(name) instanceof ScalarNode scalar
        ? line(scalar)
            - 1
            + (scalar.getScalarStyle() == ScalarStyle.LITERAL
                    || scalar.getScalarStyle() == ScalarStyle.FOLDED
                ? 1
                : 0)
        : line(name) - 1;
  }

  /// A value that is a list of texts; empty if it is missing, or no such list, which is told.
  public Optional<List<String>> texts(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (values.get(name) instanceof SequenceNode list) {
      var texts = new ArrayList<String>();
      for (Node item : list.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        }
      }
      if (texts.size() == list.getValue().size()) {
        return Optional.of(List.copyOf(texts));
      }
    }
    problems.add(line(name), "`%s` must be a list of plain values".formatted(name));
    return Optional.empty();
  }

  /// A value that is a group of its own.
  public Optional<Fields> group(String name) {
    return Optional.ofNullable(values.get(name)).flatMap(node -> of(node, problems));
  }

  /// A value that is a list of groups; without those that are none, which is told.
  public List<Fields> groups(String name) {
    return switch (values.get(name)) {
      case null -> List.of();
      case ScalarNode nothing when nothing.getValue().isEmpty() -> List.of();
      case SequenceNode list ->
          list.getValue().stream().flatMap(item -> of(item, problems).stream()).toList();
      default -> {
        problems.add(line(name), "`%s` must be a list".formatted(name));
        yield List.of();
      }
    };
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
