package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.policy.PolicyPlace;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.tool.UserLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The file of the policy is changed while Keepsake runs.
class PolicyFileTest extends FileTest {
  private static final String ASKING =
      "version: asking\nrules:\n  - {name: ask, outcome: confirm}\n";
  private static final String TAKING =
      "version: taking\nrules:\n  - {name: take, outcome: accept}\n";
  private static final String BROKEN =
      "version: broken\nrules:\n  - {name: take, when: nobody, outcome: accept}\n";

  private final RedisReports reports = new RedisReports();
  private Path file;

  @BeforeEach
  void listen() {
    file = folder.resolve("policy.yaml");
    memory.close();
    memory =
        TestMemory.over(
            database.openStore(clock),
            KeepsakeSettings.defaults(folder).with(RateLimits.OFF),
            TestMemory.model(),
            clock,
            new Observers(reports, UserLabel.hashed("key")));
  }

  private void change(String text) throws IOException {
    Files.writeString(file, text);
    pass(Duration.ofSeconds(1));
  }

  private String rule(String content) {
    return memory.save(content).get("rule").asText();
  }

  @Test
  void a_file_is_picked_up_and_a_broken_one_changes_nothing() throws IOException {
    assertThat(rule("The user likes tea")).isEqualTo("confidence_accept");
    assertThat(reports.policy).isEqualTo("builtin-3");

    change(ASKING);
    assertThat(rule("The user likes jazz")).isEqualTo("ask");
    assertThat(reports.policy).startsWith("asking@");

    change(BROKEN);
    assertThat(rule("The user likes Rome")).isEqualTo("ask");
    pass(Duration.ofSeconds(5));
    assertThat(rule("The user likes Bern")).isEqualTo("ask");
    assertThat(reports.reloadFailures).hasValue(1);

    change(TAKING);
    assertThat(rule("The user likes Ulm")).isEqualTo("take");
    assertThat(reports.policy).startsWith("taking@");

    Files.delete(file);
    pass(Duration.ofSeconds(1));
    assertThat(rule("The user likes Oslo")).isEqualTo("take");
    assertThat(reports.reloadFailures).hasValue(2);

    change(ASKING);
    assertThat(rule("The user likes Porto")).isEqualTo("ask");
  }

  @Test
  void it_is_looked_at_once_a_second() throws IOException {
    assertThat(rule("The user likes tea")).isEqualTo("confidence_accept");
    Files.writeString(file, ASKING);
    pass(Duration.ofMillis(999));
    assertThat(rule("The user likes jazz")).isEqualTo("confidence_accept");
    pass(Duration.ofMillis(1));
    assertThat(rule("The user likes Rome")).isEqualTo("ask");
  }

  @Test
  void a_start_with_a_broken_file_is_refused_with_every_problem() throws IOException {
    Files.writeString(file, BROKEN.replace("rules:", "rule: 3\nrules:"));

    assertThatThrownBy(() -> openAnother())
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageContaining(file + ":2: there is no field `rule`")
        .hasMessageContaining(file + ":4: take: undeclared reference to 'nobody'");
  }

  @Test
  void a_file_that_is_named_must_be_there() {
    Path none = folder.resolve("none.yaml");

    assertThatThrownBy(
            () -> openAnother(s -> s.with(new PolicyPlace(none, true)), TestMemory.model()))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining(none + ":1: there is no such file");
  }
}
