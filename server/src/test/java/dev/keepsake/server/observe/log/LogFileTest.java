package dev.keepsake.server.observe.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  private static final long SMALL = 100;

  @TempDir private Path folder;

  private static void lines(LogFile log, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      log.write("line %04d......\n".formatted(i).getBytes(StandardCharsets.UTF_8)); // 16 bytes
    }
  }

  @Test
  void a_file_is_set_aside_before_it_grows_too_large_and_five_are_kept() throws IOException {
    Path file = folder.resolve("logs/keepsake.log");
    try (var log = LogFile.open(file, SMALL)) {
      lines(log, 0, 100);
    }

    assertThat(names())
        .containsExactly(
            "keepsake.log",
            "keepsake.log.1",
            "keepsake.log.2",
            "keepsake.log.3",
            "keepsake.log.4",
            "keepsake.log.5",
            "keepsake.log.lock");
    assertThat(Files.readAllLines(file)).last().isEqualTo("line 0099......");
    // six lines fit: nothing is missing between the oldest kept and the newest
    assertThat(Files.readAllLines(folder.resolve("logs/keepsake.log.5")).getFirst())
        .isEqualTo("line 0066......");
    for (int i = 1; i <= 5; i++) {
      assertThat(folder.resolve("logs/keepsake.log." + i)).hasSize(96);
    }
  }

  @Test
  void a_restart_goes_on_where_the_file_ends() throws IOException {
    Path file = folder.resolve("keepsake.log");
    for (int run = 0; run < 2; run++) {
      try (var log = LogFile.open(file, SMALL)) {
        lines(log, run * 4, run * 4 + 4);
      }
    }

    assertThat(Files.readAllLines(folder.resolve("keepsake.log.1"))).hasSize(6);
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void the_next_process_writes_to_a_file_of_its_own() throws IOException {
    Path file = folder.resolve("keepsake.log");
    try (var first = LogFile.open(file);
        var second = LogFile.open(file)) {
      lines(first, 0, 1);
      lines(second, 1, 3);
    }
    try (var third = LogFile.open(file)) {
      lines(third, 3, 4);
    }

    assertThat(Files.readAllLines(file)).containsExactly("line 0000......", "line 0003......");
    assertThat(Files.readAllLines(folder.resolve("keepsake-2.log"))).hasSize(2);
  }

  @Test
  void what_is_made_is_for_its_owner_alone() throws IOException {
    Path file = folder.resolve("logs/keepsake.log");
    try (var log = LogFile.open(file, SMALL)) {
      lines(log, 0, 10);
    }

    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.resolveSibling("keepsake.log.1"))).isEqualTo("rw-------");
  }

  @Test
  void a_file_below_a_file_cannot_be_opened() throws IOException {
    Path below = Files.createFile(folder.resolve("file")).resolve("keepsake.log");

    assertThatThrownBy(() -> LogFile.open(below)).isInstanceOf(IOException.class);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder.resolve("logs"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
