package dev.keepsake.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The texts under `/prompts`, each `<name>.md`: a head of `name`, `version` and `title` between
/// two lines of `---`, the text, and lists under `## ` headings whose entries are `` - `name`: what
/// is said of it ``, continued on indented lines. Immutable.
public final class Prompts {
  private final Map<String, Prompt> prompts = new TreeMap<>();

  private Prompts() {}

  /// @throws IllegalStateException if one of them is missing or not of this form
  public static Prompts load(List<String> names) {
    var loaded = new Prompts();
    names.forEach(name -> loaded.prompts.put(name, parse(name, read(name))));
    return loaded;
  }

  public Prompt require(String name) {
    Prompt prompt = prompts.get(name);
    if (prompt == null) {
      throw new IllegalStateException("no prompt is called " + name);
    }
    return prompt;
  }

  private static String read(String name) {
    try (InputStream in = Prompts.class.getResourceAsStream("/prompts/" + name + ".md")) {
      if (in == null) {
        throw new IllegalStateException("there is no /prompts/" + name + ".md");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /prompts/" + name + ".md", e);
    }
  }

  private static Prompt parse(String name, String file) {
    String[] parts = file.split("(?m)^---$\\R", 3);
    if (parts.length != 3 || !parts[0].isBlank()) {
      throw malformed(name, "it does not begin with a head between two lines of ---");
    }
    Map<String, String> head = head(name, parts[1]);
    if (!name.equals(head.get("name"))) {
      throw malformed(name, "its head names " + head.get("name"));
    }
    String[] sections = parts[2].split("(?m)^## ");
    var lists = new LinkedHashMap<String, Map<String, String>>();
    for (int i = 1; i < sections.length; i++) {
      String[] section = sections[i].split("\\R", 2);
      lists.put(section[0].strip(), entries(name, section.length == 2 ? section[1] : ""));
    }
    return new Prompt(
        name, version(name, head), required(name, head, "title"), unwrapped(sections[0]), lists);
  }

  private static Map<String, String> head(String name, String text) {
    var head = new LinkedHashMap<String, String>();
    for (String line : text.strip().split("\\R")) {
      String[] pair = line.split(":", 2);
      if (pair.length != 2) {
        throw malformed(name, "its head has the line " + line);
      }
      head.put(pair[0].strip(), pair[1].strip());
    }
    return head;
  }

  private static Map<String, String> entries(String name, String text) {
    var entries = new LinkedHashMap<String, String>();
    for (String entry : text.split("(?m)^- ")) {
      if (entry.isBlank()) {
        continue;
      }
      String[] pair = entry.split("`: ", 2);
      if (pair.length != 2 || !pair[0].startsWith("`")) {
        throw malformed(name, "a list has the entry " + entry.strip());
      }
      entries.put(pair[0].substring(1), pair[1].strip().replaceAll("\\s+", " "));
    }
    return entries;
  }

  /// Lines of a paragraph are joined; an empty line, a list and an indented line keep their place.
  private static String unwrapped(String text) {
    return text.strip().replaceAll("(?<!\\n)\\n(?![\\n\\-\\s])", " ");
  }

  private static int version(String name, Map<String, String> head) {
    String version = required(name, head, "version");
    if (!version.matches("[1-9]\\d{0,8}")) {
      throw malformed(name, "its version is " + version);
    }
    return Integer.parseInt(version);
  }

  private static String required(String name, Map<String, String> head, String key) {
    String value = head.get(key);
    if (value == null || value.isEmpty()) {
      throw malformed(name, "its head has no " + key);
    }
    return value;
  }

  private static IllegalStateException malformed(String name, String why) {
    return new IllegalStateException("/prompts/" + name + ".md is not a prompt: " + why);
  }
}
