package dev.keepsake.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One short round of every loop of [Torture].
@Timeout(180)
final class TortureIT {
  @TempDir private Path folder;

  @Test
  void a_process_killed_while_8_writers_save_loses_nothing_it_acknowledged() throws Exception {
    assertSound(new KillLoop(World.of(folder), 5).round());
  }

  @Test
  void two_processes_on_one_folder_lose_double_and_refuse_nothing() throws Exception {
    assertSound(new SharedFolder(World.of(folder), 2, 20).round(6));
  }

  @Test
  void of_50_racers_with_one_statement_one_creates_it() throws Exception {
    try (var race = new Race(World.of(folder))) {
      assertSound(race.round());
      assertSound(race.paraphrases());
    }
  }

  @Test
  void three_first_starts_at_once_make_one_store() throws Exception {
    assertSound(Starts.together(folder, 3));
  }

  @ParameterizedTest
  @EnumSource(Endings.Way.class)
  void a_process_that_ends_in_order_while_8_writers_save_keeps_what_it_acknowledged(Endings.Way way)
      throws Exception {
    assertSound(Endings.round(World.of(folder), way, 7));
  }

  @Test
  void killed_backups_and_restorations_leave_whole_backups_and_a_sound_store() throws Exception {
    World world = World.of(folder.resolve("data"));
    assertSound(new BackupLoop(world, folder.resolve("backups"), 8).round());
  }

  @Test
  void a_save_waits_for_another_program_that_holds_the_lock() throws Exception {
    assertSound(HeldLock.waits(World.of(folder), 1_500));
  }

  private static void assertSound(Outcome outcome) {
    assertThat(outcome.faults()).as(outcome.line()).isEmpty();
  }
}
