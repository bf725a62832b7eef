package dev.keepsake.server.config;

import dev.keepsake.server.config.SettingSource.ConfigFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// The contents of `keepsake.yaml`: one level of names and plain values, each with its line. It is
/// read node by node, since a reading into a map forgets lines and names that stand there twice.
///
/// @param values by name, as written
/// @param lines by name, counted from 1
/// @param problems what can't be read
record SettingsFile(
    Path file,
    Map<String, String> values,
    Map<String, Integer> lines,
    List<SettingProblem> problems) {

  static SettingsFile none(Path file) {
    return new SettingsFile(file, Map.of(), Map.of(), List.of());
  }

  static SettingsFile read(Path file) {
    var content =
        new SettingsFile(file, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    try {
      var text = new StringReader(Files.readString(file)); // whole: it refuses what is not UTF-8
      content.take(new Yaml(new LoaderOptions()).compose(text));
    } catch (CharacterCodingException e) {
      content.refuse(1, "it must be UTF-8");
    } catch (IOException e) {
      content.refuse(1, "it can't be read");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      content.refuse(line, "it is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      content.refuse(
          1, "it is not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return content;
  }

  ConfigFile source(String name) {
    return new ConfigFile(file, lines.getOrDefault(name, 1));
  }

  private void take(@org.jspecify.annotations.Nullable Node root) {
    switch (root) {
      case null -> {} // an empty file, or comments alone
      case MappingNode mapping -> mapping.getValue().forEach(this::take);
      default -> refuse(line(root), "it must be lines of `name: value`");
    }
  }

  private void take(NodeTuple entry) {
    int line = line(entry.getKeyNode());
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      refuse(line, "a name must be plain text");
    } else if (!(entry.getValueNode() instanceof ScalarNode value)) {
      refuse(key.getValue(), line, "its value must be a plain one, not a list or a group");
    } else if (values.putIfAbsent(key.getValue(), value.getValue()) != null) {
      refuse(
          key.getValue(),
          line,
          "it is set twice; line " + lines.get(key.getValue()) + " sets it too");
    } else {
      lines.put(key.getValue(), line);
    }
  }

  private void refuse(int line, String rule) {
    refuse(String.valueOf(file.getFileName()), line, rule);
  }

  private void refuse(String key, int line, String rule) {
    problems.add(new SettingProblem(key, "", new ConfigFile(file, line), rule));
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
