package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `warm` says where it can't do anything; `ReleaseIT` has it record.
final class WarmCommandTest {
  @TempDir private Path folder;

  @Test
  void without_the_launcher_there_is_nowhere_to_record_into() {
    CommandRun run = new CommandRun.Setup(folder).run("warm");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("through the launcher").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void classes_that_are_not_packaged_cannot_be_recorded() {
    String note = "--note=" + folder.resolve("jdk.note");

    CommandRun run = new CommandRun.Setup(folder).run("warm", note, "--key=k", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().path("action").asText()).isEqualTo("failed");
    assertThat(folder).isEmptyDirectory();
  }
}
