package dev.keepsake.store.postgres;

/// How a server reaches its database.
///
/// @param poolMin connections that are kept open; default 5
/// @param poolMax connections at most, and so transactions at once; default 20
public record PostgresSettings(PostgresUrl url, int poolMin, int poolMax) {
  public static final int POOL_MIN = 5;
  public static final int POOL_MAX = 20;

  /// @throws IllegalArgumentException if `poolMin` is negative or over `poolMax`, or `poolMax`
  ///   under 1
  public PostgresSettings {
    if (poolMin < 0 || poolMax < 1 || poolMin > poolMax) {
      throw new IllegalArgumentException(
          "a pool of %d to %d connections can't be".formatted(poolMin, poolMax));
    }
  }
}
