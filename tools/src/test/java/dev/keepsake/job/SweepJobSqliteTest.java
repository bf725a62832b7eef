package dev.keepsake.job;

final class SweepJobSqliteTest extends SweepJobContract {
  @Override
  Backend backend() {
    return Backend.sqlite(folder);
  }
}
