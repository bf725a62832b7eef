package dev.keepsake.metric;

import dev.keepsake.job.JobKind;
import dev.keepsake.job.JobRun;
import java.time.Duration;

/// Takes what happens, as it happens. Called by many threads on the way of every call, so an
/// implementation is thread-safe, quick, and never throws.
///
/// None of what is handed over names a user or tells of a memory, and every word is of a closed
/// set: it may become a label.
public interface Metrics {
  /// Takes no notice.
  Metrics NONE =
      new Metrics() {
        @Override
        public void callBegan() {}

        @Override
        public void callEnded(String tool, String outcome, Duration took) {}

        @Override
        public void stage(Stage stage, Duration took) {}

        @Override
        public void embeddingLookup(Lookup found) {}

        @Override
        public void embedderRefused(String code) {}

        @Override
        public void jobRan(JobKind kind, JobRun run) {}

        @Override
        public void memoryLookup(boolean hit) {}

        @Override
        public void listLookup(boolean hit) {}

        @Override
        public void redisUnanswered(RedisUse use) {}

        @Override
        public void redisOutageBegan() {}

        @Override
        public void policyInForce(String version) {}

        @Override
        public void policyReloadFailed() {}

        @Override
        public void modelCalled(String outcome, Duration took) {}

        @Override
        public void modelTokens(long input, long output) {}
      };

  void callBegan();

  /// Follows every [#callBegan], whatever came of it.
  ///
  /// @param tool `unknown` if there is no such tool
  /// @param outcome the `action` that was answered, `answered` where there is none, or the code of
  ///   the problem
  void callEnded(String tool, String outcome, Duration took);

  void stage(Stage stage, Duration took);

  /// The vector of a text was asked for.
  void embeddingLookup(Lookup found);

  /// @param code of the problem: the queue was full, or the model was late, missing or failed
  void embedderRefused(String code);

  /// A batch of work that no caller waits for was done, or tried: nothing, often.
  void jobRan(JobKind kind, JobRun run);

  /// The cache was asked for a memory.
  void memoryLookup(boolean hit);

  /// The cache was asked for a list of memories.
  void listLookup(boolean hit);

  /// A call went on without Redis: it is away, too slow, or refused.
  void redisUnanswered(RedisUse use);

  /// Redis answered before and does not any more, or began to refuse.
  void redisOutageBegan();

  /// From now on this policy decides; its version is whoever runs Keepsake's own word.
  void policyInForce(String version);

  /// The file of the policy was changed and can't be used.
  void policyReloadFailed();

  /// The language model was asked; each further attempt is a call of its own.
  ///
  /// @param outcome `answered`, or the code of the problem
  void modelCalled(String outcome, Duration took);

  /// What an answer of the language model cost, as its provider counts.
  void modelTokens(long input, long output);

  /// Ends a stage that began when the platform's nanosecond clock showed `startedNanos`.
  default void stageSince(Stage stage, long startedNanos) {
    stage(stage, Duration.ofNanos(System.nanoTime() - startedNanos));
  }
}
