package dev.keepsake.store.sql;

import dev.keepsake.job.JobKind;
import dev.keepsake.store.Schedules;
import java.time.Instant;
import java.util.List;

/// The table `job_schedule`. Thread-safe.
record SqlSchedules(Database database, SqlFiles files, Dialect dialect) implements Schedules {

  @Override
  public boolean claim(JobKind job, Instant now, Instant lease) {
    return isDue(job, now) && take(job, now, lease);
  }

  /// Looked at first, since it is not mostly, and looking needs no lock.
  private boolean isDue(JobKind job, Instant now) {
    List<Instant> due =
        database.read(handle -> {
          var sql = new Sql(handle, files, dialect);
          return sql.list(
              sql.query("find_schedule").bind("job", job.wireName()), row -> row.moment("due_at"));
        });
    return due.stream().noneMatch(now::isBefore);
  }

  private boolean take(JobKind job, Instant now, Instant lease) {
    return database.write(handle -> {
      var sql = new Sql(handle, files, dialect);
      return !sql.list(
              sql.query("claim_schedule")
                  .bind("job", job.wireName())
                  .bind("now", now)
                  .bind("lease", lease),
              row -> row.text("job"))
          .isEmpty();
    });
  }

  @Override
  public void next(JobKind job, Instant due) {
    database.write(handle ->
        new Sql(handle, files, dialect)
            .update("update_schedule")
            .bind("job", job.wireName())
            .bind("due_at", due)
            .execute());
  }
}
