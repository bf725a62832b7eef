package dev.keepsake.store.postgres;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// A Postgres with pgvector in a container, for a machine that has none of its own but Docker.
/// Testcontainers removes it when the JVM has ended.
final class PostgresContainer {
  private static final DockerImageName IMAGE =
      DockerImageName.parse("pgvector/pgvector:pg17").asCompatibleSubstituteFor("postgres");

  private PostgresContainer() {}

  /// Nothing where no Docker answers.
  static Optional<PostgreSQLContainer> start(String password) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.empty();
    }
    var container =
        new PostgreSQLContainer(IMAGE)
            .withUsername("postgres")
            .withPassword(password)
            .withCommand("postgres", "-c", "fsync=off", "-c", "synchronous_commit=off");
    container.start();
    return Optional.of(container);
  }
}
