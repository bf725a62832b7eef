package dev.keepsake.server.observe.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  private static final long SMALL = 100;

  @TempDir private Path folder;

  private final LoggerContext loggers = new LoggerContext();

  LogFileTest() {
    loggers.setMDCAdapter(new LogbackMDCAdapter());
  }

  private void lines(LogFileAppender log, int from, int to) {
    var logger = loggers.getLogger("test");
    for (int i = from; i < to; i++) {
      String message = "line %04d......".formatted(i); // 16 bytes with the line's end
      log.doAppend(new LoggingEvent("", logger, Level.INFO, message, null, null));
    }
  }

  private void run(Path wanted, int from, int to) throws IOException {
    LogFileAppender log = open(wanted, SMALL);
    lines(log, from, to);
    log.stop();
  }

  private LogFileAppender open(Path wanted, long maxBytes) throws IOException {
    var log = new LogFileAppender(LogFile.take(wanted), maxBytes);
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setLayout(new Messages());
    encoder.start();
    log.setContext(loggers);
    log.setEncoder(encoder);
    log.start();
    return log;
  }

  private static final class Messages extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
      return event.getFormattedMessage() + "\n";
    }
  }

  @Test
  void a_file_is_set_aside_when_it_is_full_and_five_are_kept() throws IOException {
    Path file = folder.resolve("logs/keepsake.log");
    run(file, 0, 100);

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
    // seven lines each: nothing is missing between the oldest kept and the newest
    assertThat(Files.readAllLines(folder.resolve("logs/keepsake.log.5")).getFirst())
        .isEqualTo("line 0063......");
    for (int i = 1; i <= 5; i++) {
      assertThat(folder.resolve("logs/keepsake.log." + i)).hasSize(112);
    }
  }

  @Test
  void a_restart_goes_on_where_the_file_ends() throws IOException {
    Path file = folder.resolve("keepsake.log");
    for (int run = 0; run < 2; run++) {
      run(file, run * 4, run * 4 + 4);
    }

    assertThat(Files.readAllLines(folder.resolve("keepsake.log.1"))).hasSize(7);
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void the_next_process_writes_to_a_file_of_its_own() throws IOException {
    Path file = folder.resolve("keepsake.log");
    LogFileAppender first = open(file, LogFileAppender.MAX_BYTES);
    LogFileAppender second = open(file, LogFileAppender.MAX_BYTES);
    lines(first, 0, 1);
    lines(second, 1, 3);
    first.stop();
    second.stop();
    run(file, 3, 4);

    assertThat(Files.readAllLines(file)).containsExactly("line 0000......", "line 0003......");
    assertThat(Files.readAllLines(folder.resolve("keepsake-2.log"))).hasSize(2);
  }

  @Test
  void a_folder_may_have_brackets_in_its_name() throws IOException {
    Path file = folder.resolve("logs (d{yyyy}) i/keepsake.log");
    run(file, 0, 10);

    assertThat(file.resolveSibling("keepsake.log.1")).hasSize(112);
    assertThat(file).hasSize(48);
  }

  @Test
  void a_name_that_stands_for_another_when_the_file_is_set_aside_is_refused() {
    assertThatThrownBy(() -> LogFile.take(folder.resolve("100%/keepsake.log")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no % ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_is_made_is_for_its_owner_alone() throws IOException {
    Path file = folder.resolve("logs/keepsake.log");
    run(file, 0, 10);

    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.resolveSibling("keepsake.log.1"))).isEqualTo("rw-------");
  }

  @Test
  void a_file_below_a_file_cannot_be_opened() throws IOException {
    Path below = Files.createFile(folder.resolve("file")).resolve("keepsake.log");

    assertThatThrownBy(() -> LogFile.take(below)).isInstanceOf(IOException.class);
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
