package dev.keepsake.job;

import java.sql.SQLException;

final class EmbeddingJobPostgresTest extends EmbeddingJobContract {
  @Override
  Backend backend() throws SQLException {
    return Backend.postgres();
  }
}
