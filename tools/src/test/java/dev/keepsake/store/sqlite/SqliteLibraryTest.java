package dev.keepsake.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLibraryTest {
  @TempDir private Path home;

  @Test
  void library_is_unpacked_once_and_nothing_else_is_left() throws IOException {
    Path library = new SqliteLibrary(home).unpack();
    FileTime first = FileTime.fromMillis(0);
    Files.setLastModifiedTime(library, first);

    Path again = new SqliteLibrary(home).unpack();

    assertThat(again).isEqualTo(library).isNotEmptyFile();
    assertThat(Files.getLastModifiedTime(again)).isEqualTo(first);
    try (Stream<Path> files = Files.list(library.getParent())) {
      assertThat(files).containsExactly(library);
    }
  }

  @Test
  void folder_that_cannot_be_written_is_an_exception_for_the_caller_to_live_with()
      throws IOException {
    Files.createFile(home.resolve("native"));

    assertThatThrownBy(() -> new SqliteLibrary(home).unpack()).isInstanceOf(IOException.class);
  }
}
