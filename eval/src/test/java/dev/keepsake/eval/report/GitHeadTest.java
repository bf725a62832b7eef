package dev.keepsake.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitHeadTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path folder;

  @Test
  void a_branch_is_followed_from_any_folder_of_the_checkout() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", COMMIT + "\n");
    Path below = Files.createDirectories(folder.resolve("a/b"));

    assertThat(GitHead.commit(below)).contains(COMMIT);
    assertThat(GitHead.commit(folder)).contains(COMMIT);
  }

  @Test
  void packed_branches_and_detached_heads_are_read() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs with: peeled\n" + COMMIT + " refs/heads/main\n");
    assertThat(GitHead.commit(folder)).contains(COMMIT);

    write(".git/HEAD", COMMIT + "\n");
    assertThat(GitHead.commit(folder)).contains(COMMIT);
  }

  @Test
  void a_linked_worktree_has_its_branch_in_the_main_checkout() throws IOException {
    write("main/.git/worktrees/w/HEAD", "ref: refs/heads/w\n");
    write("main/.git/worktrees/w/commondir", "../..\n");
    write("main/.git/refs/heads/w", COMMIT + "\n");
    write("w/.git", "gitdir: " + folder.resolve("main/.git/worktrees/w") + "\n");

    assertThat(GitHead.commit(folder.resolve("w"))).contains(COMMIT);
  }

  @Test
  void what_is_no_checkout_or_has_no_commit_has_none() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    assertThat(GitHead.commit(folder)).isEmpty();

    write(".git/HEAD", "nonsense\n");
    assertThat(GitHead.commit(folder)).isEmpty();

    Files.delete(folder.resolve(".git/HEAD"));
    assertThat(GitHead.commit(folder)).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
