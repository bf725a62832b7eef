package dev.keepsake.job;

/// What came of doing a batch of what was open.
///
/// @param failed how much was tried in vain; its turn comes again
public record JobRun(int done, int failed) {
  public static final JobRun NOTHING = new JobRun(0, 0);

  public static JobRun done(int done) {
    return new JobRun(done, 0);
  }

  public JobRun and(JobRun other) {
    return new JobRun(done + other.done, failed + other.failed);
  }
}
