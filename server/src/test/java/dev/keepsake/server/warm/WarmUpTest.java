package dev.keepsake.server.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where nothing can be recorded; `ReleaseIT` has it record.
final class WarmUpTest {
  @TempDir private Path folder;

  /// The launcher would start another JVM at every start.
  @Test
  void recording_that_cannot_even_begin_is_noted_as_failed() throws IOException {
    Files.createDirectory(folder.resolve("lib"));
    Path jar = Files.createFile(folder.resolve("keepsake-server.jar"));
    var program = new Program(folder.resolve("no java"), List.of(), jar);
    var note = new CacheNote(folder.resolve("aot").resolve("jdk.note"), "key");

    var outcome = new WarmUp(note, InstantSource.system()).run(program);

    assertThat(outcome).isInstanceOf(WarmUp.Outcome.Failed.class);
    assertThat(note.file()).hasContent("\nkey\n");
    assertThat(note.folder()).isDirectoryNotContaining("glob:**.part");
  }
}
