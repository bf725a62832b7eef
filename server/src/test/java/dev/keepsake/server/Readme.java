package dev.keepsake.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The README or another page, taken apart.
public record Readme(String text) {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

  public static Readme read() throws IOException {
    return read(Path.of("README.md"));
  }

  /// @param page relative to the root of the repository
  public static Readme read(Path page) throws IOException {
    return new Readme(Files.readString(root().resolve(page)));
  }

  static Path root() {
    return Path.of(System.getProperty("keepsake.root"));
  }

  /// The languages of the code blocks that name one.
  public Set<String> languages() {
    return FENCE
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .filter(language -> !language.isEmpty())
        .collect(Collectors.toSet());
  }

  /// `docs/operations.md`, taken apart in the same way.
  public static Readme operations() throws IOException {
    return new Readme(
        Files.readString(Path.of(System.getProperty("keepsake.root"), "docs/operations.md")));
  }

  /// What stands between a heading and the next one of any level.
  public String section(String heading) {
    String[] parts = ("\n" + text).split("\\n#+ " + Pattern.quote(heading) + "\\n", 2);
    if (parts.length == 1) {
      throw new AssertionError("the README has no heading " + heading);
    }
    return parts[1].split("\\n#+ ", 2)[0];
  }

  /// The code blocks of one language.
  public List<String> blocks(String language) {
    return FENCE
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /// The tables of a section, each as its rows of cells, without heads.
  public List<List<List<String>>> tables(String heading) {
    var tables = new ArrayList<List<List<String>>>();
    for (String paragraph : section(heading).split("\\n\\n")) {
      List<String> lines = paragraph.strip().lines().toList();
      if (lines.size() > 1 && lines.get(1).startsWith("|---")) {
        tables.add(lines.stream().skip(2).map(Readme::cells).toList());
      }
    }
    return tables;
  }

  private static List<String> cells(String row) {
    String inner = row.strip().replaceAll("^\\||\\|$", "");
    return List.of(inner.split("\\|", -1)).stream().map(String::strip).toList();
  }
}
