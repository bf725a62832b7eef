package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.CachingEmbedder;
import dev.keepsake.embed.EmbeddingCacheSettings;
import dev.keepsake.embed.MeasuredEmbedder;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.job.JobRun;
import dev.keepsake.metric.Lookup;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.RedisUse;
import dev.keepsake.metric.Stage;
import dev.keepsake.tool.UserLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is reported of calls.
class MetricsTest extends RuleTest {
  private final Reports reports = new Reports();

  /// Everything in the order in which it came.
  private static final class Reports implements Metrics {
    final List<String> all = new ArrayList<>();
    final List<Duration> times = new ArrayList<>();
    boolean broken;

    @Override
    public synchronized void callBegan() {
      all.add("began");
    }

    @Override
    public synchronized void callEnded(String tool, String outcome, Duration took) {
      all.add(tool + " " + outcome);
      times.add(took);
    }

    @Override
    public synchronized void stage(Stage stage, Duration took) {
      if (broken) {
        throw new StackOverflowError();
      }
      all.add(stage.label());
      times.add(took);
    }

    @Override
    public synchronized void embeddingLookup(Lookup found) {
      all.add(found.label());
    }

    @Override
    public synchronized void embedderRefused(String code) {
      all.add("refused " + code);
    }

    @Override
    public synchronized void jobRan(JobKind kind, JobRun run) {
      all.add(kind.wireName() + " " + run.done() + " " + run.failed());
    }

    @Override
    public synchronized void memoryLookup(boolean hit) {
      all.add(hit ? "memory hit" : "memory miss");
    }

    @Override
    public synchronized void listLookup(boolean hit) {
      all.add(hit ? "list hit" : "list miss");
    }

    @Override
    public synchronized void redisUnanswered(RedisUse use) {
      all.add("unanswered " + use.label());
    }

    @Override
    public synchronized void redisOutageBegan() {
      all.add("outage");
    }

    @Override
    public void policyInForce(String version) {}

    @Override
    public void policyReloadFailed() {}

    @Override
    public void modelCalled(String outcome, Duration took) {}

    @Override
    public void modelTokens(long input, long output) {}
  }

  @BeforeEach
  void observe() {
    memory.close();
    var model =
        CachingEmbedder.around(
            new MeasuredEmbedder(TestMemory.model(), reports),
            EmbeddingCacheSettings.DEFAULTS,
            reports);
    memory =
        TestMemory.over(
            database.openStore(clock),
            KeepsakeSettings.defaults(folder),
            model,
            clock,
            new Observers(reports, UserLabel.hashed("key")));
  }

  @Test
  void a_save_is_told_by_its_stages_and_its_action() {
    memory.save("Ada plays the cello.");

    assertThat(reports.all)
        .containsExactly(
            "began",
            "index",
            "store_read",
            "miss",
            "embed",
            "index", // again, under the lock
            "store_write",
            "save_memory created");
    assertThat(reports.times).allMatch(Duration::isPositive);
  }

  @Test
  void what_is_rejected_is_told_by_its_action_and_takes_no_model() {
    memory.save("Ada's password is Zebrafink77.");

    assertThat(reports.all)
        .containsExactly("began", "store_read", "store_write", "save_memory rejected");
  }

  /// Otherwise it would count as in work for ever.
  @Test
  void a_call_that_ends_by_an_error_of_the_platform_is_told_as_ended() {
    reports.broken = true;
    assertThatThrownBy(() -> memory.save("Ada plays the cello."))
        .isInstanceOf(StackOverflowError.class);
    assertThat(reports.all).startsWith("began").endsWith("save_memory internal");
  }

  @Test
  void what_the_same_words_settle_takes_no_model() {
    memory.save("Ada plays the cello.");
    reports.all.clear();

    memory.save("Ada plays the cello.");

    assertThat(reports.all)
        .containsExactly("began", "store_read", "store_write", "save_memory duplicate_skipped");
  }

  @Test
  void a_query_is_told_by_its_search_and_a_text_that_is_remembered_by_a_hit() {
    memory.found("Ada plays the cello.");
    memory.save("Ada plays the cello.");
    reports.all.clear();

    memory.found("Ada plays the cello.");

    assertThat(reports.all)
        .containsExactly("began", "hit", "index", "search", "store_read", "query_memory answered");
  }

  @Test
  void a_refusal_is_told_by_its_code_and_never_by_what_the_caller_wrote() {
    memory.refused("save_memory", "content", "x", "memory_type", "wish");
    memory.refused("a tool that somebody made up");

    assertThat(reports.all)
        .containsExactly("began", "save_memory invalid-input", "began", "unknown unknown-tool");
  }

  @Test
  void a_model_that_refuses_is_counted_by_the_code_of_its_problem() {
    var held = new HeldEmbedder();
    held.late(true);
    var model = new MeasuredEmbedder(held, reports);

    assertThatThrownBy(() -> model.embed("Ada plays the cello.", Duration.ofSeconds(1)))
        .isInstanceOf(MemoryException.class);
    assertThat(reports.all).containsExactly("refused embedder-unavailable", "embed");
  }

  @Test
  void work_that_no_caller_waits_for_is_counted() {
    memory.keepsake.jobs().run(JobKind.EMBEDDINGS);

    assertThat(reports.all).containsExactly("embeddings 0 0");
  }
}
