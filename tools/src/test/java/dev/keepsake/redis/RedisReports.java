package dev.keepsake.redis;

import dev.keepsake.job.JobKind;
import dev.keepsake.job.JobRun;
import dev.keepsake.metric.Lookup;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.RedisUse;
import dev.keepsake.metric.Stage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what is told of Redis and of the policy.
public final class RedisReports implements Metrics {
  public final AtomicInteger outages = new AtomicInteger();
  public final AtomicInteger unanswered = new AtomicInteger();
  public final AtomicInteger hits = new AtomicInteger();
  public final AtomicInteger misses = new AtomicInteger();
  public final AtomicInteger listHits = new AtomicInteger();
  public final AtomicInteger listMisses = new AtomicInteger();
  public final AtomicInteger reads = new AtomicInteger();
  public final AtomicInteger reloadFailures = new AtomicInteger();
  public volatile String policy = "";

  @Override
  public void redisOutageBegan() {
    outages.incrementAndGet();
  }

  @Override
  public void redisUnanswered(RedisUse use) {
    unanswered.incrementAndGet();
  }

  @Override
  public void memoryLookup(boolean hit) {
    (hit ? hits : misses).incrementAndGet();
  }

  @Override
  public void listLookup(boolean hit) {
    (hit ? listHits : listMisses).incrementAndGet();
  }

  @Override
  public void stage(Stage stage, Duration took) {
    if (stage == Stage.STORE_READ) {
      reads.incrementAndGet();
    }
  }

  @Override
  public void callBegan() {}

  @Override
  public void callEnded(String tool, String outcome, Duration took) {}

  @Override
  public void embeddingLookup(Lookup found) {}

  @Override
  public void embedderRefused(String code) {}

  @Override
  public void jobRan(JobKind kind, JobRun run) {}

  @Override
  public void policyInForce(String version) {
    policy = version;
  }

  @Override
  public void policyReloadFailed() {
    reloadFailures.incrementAndGet();
  }

  @Override
  public void modelCalled(String outcome, Duration took) {}

  @Override
  public void modelTokens(long input, long output) {}
}
