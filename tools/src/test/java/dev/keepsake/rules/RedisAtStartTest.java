package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.redis.LocalRedis;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.redis.RedisUrl;
import dev.keepsake.tool.UserLabel;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which Redis stops the start and which does not.
final class RedisAtStartTest {
  @TempDir private Path folder;
  private final RedisReports reports = new RedisReports();

  private Keepsake open(String url) {
    return Keepsake.open(
        KeepsakeSettings.defaults(folder).with(RedisUrl.parse(url)),
        new KeepsakeParts(TestMemory.model(), TestMemory.IDS, new SettableClock()),
        new Observers(reports, UserLabel.hashed("key")));
  }

  @Test
  void one_that_is_away_does_not() {
    var server = LocalRedis.start();
    server.close();
    try (var keepsake = open(server.url().toString())) {
      keepsake.checkStore();
      assertThat(keepsake.jobs().kinds()).contains(JobKind.CACHE);
    }
    assertThat(reports.outages).hasValue(1);
  }

  @Test
  void one_that_refuses_the_password_does_and_the_folder_is_free_again() {
    try (var server = LocalRedis.start("requirepass tiger")) {
      String place = "127.0.0.1:" + server.port();
      assertThatThrownBy(() -> open("redis://:zebra@" + place))
          .asInstanceOf(InstanceOfAssertFactories.type(MemoryException.class))
          .returns(ErrorCode.STORE_UNAVAILABLE, MemoryException::code)
          .extracting(MemoryException::getMessage, InstanceOfAssertFactories.STRING)
          .contains(place, "WRONGPASS", "redis_url (KEEPSAKE_REDIS_URL)")
          .doesNotContain("zebra");
      open("redis://:tiger@" + place).close();
      assertThat(reports.outages).hasValue(0);
    }
  }
}
