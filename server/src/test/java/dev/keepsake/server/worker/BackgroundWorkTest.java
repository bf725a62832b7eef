package dev.keepsake.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.server.ReadyHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The end of a process with work left open, over a real store.
@Timeout(60)
final class BackgroundWorkTest {
  @TempDir(factory = ReadyHome.class)
  private Path folder;

  private final LateEmbedder model = new LateEmbedder();
  private Keepsake keepsake;

  @BeforeEach
  void open() {
    keepsake = Lockers.open(folder, model);
  }

  @AfterEach
  void close() {
    keepsake.close();
  }

  private void save(int count) {
    Lockers.save(keepsake, count);
  }

  private List<EmbeddingStatus> statuses() {
    return Lockers.statuses(keepsake);
  }

  @Test
  void what_is_due_is_done_before_the_process_ends() {
    save(120);
    var work = BackgroundWork.start(keepsake.jobs(), Duration.ofSeconds(30));
    model.late = false;
    work.close();
    assertThat(statuses()).hasSize(120).containsOnly(EmbeddingStatus.COMPLETED);
  }

  @Test
  void where_nothing_can_be_done_nobody_waits() {
    save(1);
    var work = BackgroundWork.start(keepsake.jobs(), Duration.ofDays(1));
    work.close();
    assertThat(statuses()).containsExactly(EmbeddingStatus.PENDING);
  }

  @Test
  void what_is_not_done_in_time_is_left_for_the_next_start() {
    save(2);
    model.late = false;
    model.stuck = true;
    var work = BackgroundWork.start(keepsake.jobs(), Duration.ofMillis(300));
    work.close();
    assertThat(statuses()).containsOnly(EmbeddingStatus.PENDING);
  }
}
