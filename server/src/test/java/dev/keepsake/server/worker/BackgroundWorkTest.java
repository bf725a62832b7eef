package dev.keepsake.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The end of a process with work left open, over a real store.
@Timeout(60)
final class BackgroundWorkTest {
  @TempDir private Path folder;
  private final LateEmbedder model = new LateEmbedder();
  private Keepsake keepsake;

  @BeforeEach
  void open() {
    keepsake =
        Keepsake.open(
            KeepsakeSettings.defaults(folder).with(RateLimits.OFF),
            new KeepsakeParts(model, new RandomIds(), InstantSource.system()),
            Observers.none());
  }

  @AfterEach
  void close() {
    keepsake.close();
  }

  private Caller caller() {
    return keepsake.caller(Optional.of(new UserName("ada")), Optional.empty(), "test", Entry.AGENT);
  }

  private void save(int count) {
    for (int i = 0; i < count; i++) {
      var arguments =
          WireJson.MAPPER
              .createObjectNode()
              .put("content", "The locker number " + i + " is taken")
              .put("memory_type", "fact");
      assertThat(keepsake.tools().call(caller(), new ToolCall("save_memory", arguments)))
          .isInstanceOf(ToolOutcome.Done.class);
    }
  }

  private List<EmbeddingStatus> statuses() {
    return keepsake.history().all(caller()).stream().map(Memory::embedding).toList();
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
