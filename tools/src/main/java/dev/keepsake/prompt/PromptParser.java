package dev.keepsake.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the file of a prompt: a head of `name`, `version`, `title` and, where the program fills
/// something in, `variables` between two lines of `---`; the text; and lists under `## ` headings
/// whose entries are `` - `name`: what is said of it ``, continued on indented lines.
final class PromptParser {
  private static final Set<String> HEAD = Set.of("name", "version", "title", "variables");
  private static final Pattern NAME = Pattern.compile(Placeholders.NAME);

  private final String name;

  private PromptParser(String name) {
    this.name = name;
  }

  /// The file is no prompt. The message is the rule of a [PromptProblem].
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String rule) {
      super(rule);
    }
  }

  /// @param name that the file goes by
  static Prompt parse(String name, PromptFile file) throws Malformed {
    return new PromptParser(name).parse(file);
  }

  private Prompt parse(PromptFile file) throws Malformed {
    String[] parts = file.text().replace("\r\n", "\n").split("(?m)^---$\\n", 3);
    if (parts.length != 3 || !parts[0].isBlank()) {
      throw new Malformed("it does not begin with a head between two lines of ---");
    }
    Map<String, String> head = head(parts[1]);
    if (!name.equals(head.get("name"))) {
      throw new Malformed("its head names %s, and must name %s".formatted(head.get("name"), name));
    }
    String[] sections = parts[2].split("(?m)^## ");
    var lists = new LinkedHashMap<String, Map<String, String>>();
    for (int i = 1; i < sections.length; i++) {
      String[] section = sections[i].split("\\n", 2);
      lists.put(section[0].strip(), entries(section.length == 2 ? section[1] : ""));
    }
    List<String> variables = variables(head.getOrDefault("variables", ""));
    String text = unwrapped(sections[0]);
    requireText(text);
    requirePlaces(text, variables);
    return new Prompt(name, version(head), required(head, "title"), text, lists, variables, file);
  }

  private static Map<String, String> head(String text) throws Malformed {
    var head = new LinkedHashMap<String, String>();
    for (String line : text.strip().split("\\n")) {
      String[] pair = line.split(":", 2);
      if (pair.length != 2 || !HEAD.contains(pair[0].strip())) {
        throw new Malformed(
            "its head has the line %s, and takes name, version, title and variables"
                .formatted(line));
      }
      if (head.put(pair[0].strip(), pair[1].strip()) != null) {
        throw new Malformed("its head has %s twice".formatted(pair[0].strip()));
      }
    }
    return head;
  }

  private static List<String> variables(String declared) throws Malformed {
    var variables = new ArrayList<String>();
    for (String variable : declared.isBlank() ? new String[0] : declared.split(",")) {
      if (!NAME.matcher(variable.strip()).matches() || variables.contains(variable.strip())) {
        throw new Malformed(
            "its head declares the variable %s: names in snake_case, each once, separated by commas"
                .formatted(variable.strip()));
      }
      variables.add(variable.strip());
    }
    return variables;
  }

  private static void requireText(String text) throws Malformed {
    if (text.isBlank()) {
      throw new Malformed("it says nothing");
    }
  }

  private static void requirePlaces(String text, List<String> declared) throws Malformed {
    Set<String> used = Placeholders.names(text);
    var undeclared = new LinkedHashSet<>(used);
    undeclared.removeAll(declared);
    if (!undeclared.isEmpty()) {
      throw new Malformed(
          "it uses the variable %s, which its head does not declare".formatted(first(undeclared)));
    }
    var unused = new LinkedHashSet<>(declared);
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw new Malformed(
          "its head declares the variable %s, and its text has no {{%1$s}}"
              .formatted(first(unused)));
    }
    var stray = Placeholders.stray(text);
    if (stray.isPresent()) {
      throw new Malformed(
          "it has two braces that are no placeholder, which is written {{name}}: " + stray.get());
    }
  }

  private static String first(Set<String> names) {
    return names.iterator().next();
  }

  private static Map<String, String> entries(String text) throws Malformed {
    if (text.contains("{{")) {
      throw new Malformed("a list has two braces: placeholders stand in the text before it");
    }
    var entries = new LinkedHashMap<String, String>();
    for (String entry : text.split("(?m)^- ")) {
      if (entry.isBlank()) {
        continue;
      }
      String[] pair = entry.split("`: ", 2);
      if (pair.length != 2 || !pair[0].startsWith("`")) {
        throw new Malformed("a list has the entry " + entry.strip());
      }
      entries.put(pair[0].substring(1), pair[1].strip().replaceAll("\\s+", " "));
    }
    return entries;
  }

  /// Lines of a paragraph are joined; an empty line, a list and an indented line keep their place.
  private static String unwrapped(String text) {
    return text.strip().replaceAll("(?<!\\n)\\n(?![\\n\\-\\s])", " ");
  }

  private static int version(Map<String, String> head) throws Malformed {
    String version = required(head, "version");
    if (!version.matches("[1-9]\\d{0,8}")) {
      throw new Malformed("its version is %s, and must be a whole number".formatted(version));
    }
    return Integer.parseInt(version);
  }

  private static String required(Map<String, String> head, String key) throws Malformed {
    String value = head.get(key);
    if (value == null || value.isEmpty()) {
      throw new Malformed("its head has no " + key);
    }
    return value;
  }
}
