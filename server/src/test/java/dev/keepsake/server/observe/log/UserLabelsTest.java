package dev.keepsake.server.observe.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.UserName;
import dev.keepsake.tool.UserLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

final class UserLabelsTest {
  private static final LogSettings HASHED = LogSettings.early(Level.INFO);
  private static final UserName ADA = new UserName("ada");

  @TempDir private Path home;
  @TempDir private Path elsewhere;

  @Test
  void a_user_has_one_label_in_an_installation_and_another_elsewhere() {
    String label = UserLabels.of(HASHED, home).of(ADA);

    assertThat(label).matches("[0-9a-f]{16}");
    assertThat(UserLabels.of(HASHED, home).of(ADA)).isEqualTo(label);
    assertThat(UserLabels.of(HASHED, home).of(new UserName("bob"))).isNotEqualTo(label);
    assertThat(UserLabels.of(HASHED, elsewhere).of(ADA)).isNotEqualTo(label);
  }

  @Test
  void processes_that_start_at_once_agree() {
    assertThat(
            IntStream.range(0, 32)
                .parallel()
                .mapToObj(_ -> UserLabels.of(HASHED, home).of(ADA))
                .distinct())
        .hasSize(1);
    assertThat(home.toFile().list()).containsExactly("log.key");
  }

  @Test
  void the_key_is_for_its_owner_alone() throws IOException {
    UserLabels.of(HASHED, home).of(ADA);

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("log.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void names_are_told_where_that_is_set_and_no_key_is_made() {
    UserLabel plain =
        UserLabels.of(new LogSettings(Level.INFO, LogFormat.AUTO, Optional.empty(), true), home);

    assertThat(plain.of(ADA)).isEqualTo("ada");
    assertThat(home).isEmptyDirectory();
  }
}
