package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.job.JobKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Two processes, as it were, on one database, whose work without callers the test steps.
abstract class JobTest extends RuleTest {
  protected final ScriptedEmbedder model = new ScriptedEmbedder();
  protected TestMemory other;

  @BeforeEach
  void openBoth() {
    reopen(settings -> settings, model);
    other = openAnother(model);
  }

  @AfterEach
  void closeTheOther() {
    if (other != null) {
      other.close();
    }
  }

  protected static int run(TestMemory process, JobKind kind) {
    return process.keepsake.jobs().run(kind);
  }

  /// Both at once.
  ///
  /// @return how much they have done together
  protected int race(JobKind kind) {
    return Racers.race(2, i -> run(i == 0 ? memory : other, kind)).stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  /// Every row, its columns joined by blanks.
  protected List<String> rows(String query) {
    return database.rows(query).stream().map(row -> String.join(" ", row.values())).toList();
  }

  protected void expectWholeAudit() {
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }
}
