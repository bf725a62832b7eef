package dev.keepsake.eval.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The commit that a checkout stands at, read from git's own files; see gitrepository-layout(5).
///
/// What can't be read counts as no commit: it is told where it is known.
public final class GitHead {
  private static final String COMMIT = "[0-9a-f]{40}|[0-9a-f]{64}";
  private static final String REF = "ref: ";
  private static final String GIT_DIR = "gitdir: ";

  private GitHead() {}

  /// @param folder in a checkout, or not
  /// @return the commit's hash; empty if `folder` is in none, or nothing is committed yet
  public static Optional<String> commit(Path folder) {
    try {
      for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.exists(git)) {
          return head(directory(git));
        }
      }
      return Optional.empty();
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// In a linked worktree `.git` is a file that names the directory.
  private static Path directory(Path git) throws IOException {
    if (Files.isDirectory(git)) {
      return git;
    }
    String text = text(git);
    String named = text.startsWith(GIT_DIR) ? text.substring(GIT_DIR.length()) : "";
    return git.resolveSibling(named);
  }

  private static Optional<String> head(Path git) throws IOException {
    String head = text(git.resolve("HEAD"));
    return head.startsWith(REF) ? ref(common(git), head.substring(REF.length())) : hash(head);
  }

  /// Where the branches are: of a linked worktree in the main one.
  private static Path common(Path git) throws IOException {
    Path file = git.resolve("commondir");
    return Files.exists(file) ? git.resolve(text(file)) : git;
  }

  private static Optional<String> ref(Path git, String name) throws IOException {
    Path loose = git.resolve(name);
    if (Files.exists(loose)) {
      return hash(text(loose));
    }
    Path packed = git.resolve("packed-refs");
    if (!Files.exists(packed)) {
      return Optional.empty();
    }
    return text(packed)
        .lines()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .flatMap(GitHead::hash);
  }

  private static Optional<String> hash(String text) {
    return Optional.of(text).filter(hash -> hash.matches(COMMIT));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
  }
}
