package dev.keepsake.server.auth;

import dev.keepsake.Keepsake;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The authenticator of a real memory, with a watch that a test sets.
public final class TickingAuthenticator {
  private TickingAuthenticator() {}

  /// @param nanos by which ages are measured
  /// @param clock that tokens are held against
  public static Authenticator of(
      Keepsake keepsake,
      Optional<JwtSettings> tokens,
      boolean always,
      LongSupplier nanos,
      InstantSource clock) {
    return Authenticator.of(keepsake, tokens, always, nanos::getAsLong, clock);
  }
}
