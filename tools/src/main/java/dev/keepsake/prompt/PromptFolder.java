package dev.keepsake.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The operator's own prompts: files in one folder, each named as the prompt that it stands for.
/// What begins with a dot is passed over, since mounted volumes keep their own there. Used once.
final class PromptFolder {
  /// Far more than a model should be told at once.
  static final int MOST_BYTES = 64 << 10;

  private static final String ENDING = ".md";

  private final PromptsPlace place;
  private final Prompts shipped;
  private final List<Prompt> own = new ArrayList<>();
  private final List<PromptProblem> problems = new ArrayList<>();

  PromptFolder(PromptsPlace place, Prompts shipped) {
    this.place = place;
    this.shipped = shipped;
  }

  PromptsReading read() {
    files().forEach(this::take);
    return problems.isEmpty()
        ? new PromptsReading.Good(shipped.with(own))
        : new PromptsReading.Broken(problems);
  }

  private List<Path> files() {
    Path folder = place.folder();
    if (!place.required() && !Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> !name(file).startsWith(".")).sorted().toList();
    } catch (IOException e) {
      refuse(folder, "it can't be read; prompts_dir names a folder with prompts");
      return List.of();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private void refuse(Path file, String rule) {
    problems.add(new PromptProblem(file.toString(), rule));
  }

  private void take(Path file) {
    String prompt = name(file).replaceFirst("\\.md$", "");
    Optional<Prompt> replaced = shipped.find(prompt).filter(_ -> name(file).endsWith(ENDING));
    if (replaced.isEmpty()) {
      refuse(file, "there is no such prompt; there are " + names());
      return;
    }
    try {
      Prompt read = PromptParser.parse(prompt, new PromptFile(Optional.of(file), text(file)));
      requireSame(read, replaced.get());
      own.add(read);
    } catch (PromptParser.Malformed e) {
      refuse(file, String.valueOf(e.getMessage()));
    }
  }

  private String names() {
    return String.join(", ", shipped.all().stream().map(prompt -> prompt.name() + ENDING).toList());
  }

  private static String text(Path file) throws PromptParser.Malformed {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new PromptParser.Malformed("it has more than %d bytes".formatted(MOST_BYTES));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new PromptParser.Malformed("it is not UTF-8");
    } catch (NoSuchFileException e) {
      throw new PromptParser.Malformed("it leads nowhere");
    } catch (IOException e) {
      throw new PromptParser.Malformed("it can't be read");
    }
  }

  /// The program fills in, and asks for, what it was made for.
  private static void requireSame(Prompt read, Prompt replaced) throws PromptParser.Malformed {
    if (!Set.copyOf(read.variables()).equals(Set.copyOf(replaced.variables()))) {
      throw new PromptParser.Malformed(
          replaced.variables().isEmpty()
              ? "it must declare no variables"
              : "it must declare the variables " + String.join(", ", replaced.variables()));
    }
    requireSame(read.lists().keySet(), replaced.lists().keySet(), "the headings");
    for (Map.Entry<String, Map<String, String>> list : replaced.lists().entrySet()) {
      requireSame(
          read.list(list.getKey()).keySet(),
          list.getValue().keySet(),
          "under ## " + list.getKey() + " the entries");
    }
  }

  private static void requireSame(Set<String> read, Set<String> replaced, String what)
      throws PromptParser.Malformed {
    var missing = new TreeSet<>(replaced);
    missing.removeAll(read);
    var more = new TreeSet<>(read);
    more.removeAll(replaced);
    if (!missing.isEmpty()) {
      throw new PromptParser.Malformed(
          "it lacks %s %s".formatted(what, String.join(", ", missing)));
    }
    if (!more.isEmpty()) {
      throw new PromptParser.Malformed(
          "it has %s %s, which mean nothing".formatted(what, String.join(", ", more)));
    }
  }
}
