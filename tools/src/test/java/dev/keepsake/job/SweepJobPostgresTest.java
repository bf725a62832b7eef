package dev.keepsake.job;

import java.sql.SQLException;

final class SweepJobPostgresTest extends SweepJobContract {
  @Override
  Backend backend() throws SQLException {
    return Backend.postgres();
  }
}
