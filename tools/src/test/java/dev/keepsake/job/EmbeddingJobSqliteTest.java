package dev.keepsake.job;

final class EmbeddingJobSqliteTest extends EmbeddingJobContract {
  @Override
  Backend backend() {
    return Backend.sqlite(folder);
  }
}
