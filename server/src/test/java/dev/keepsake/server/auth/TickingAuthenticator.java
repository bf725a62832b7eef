package dev.keepsake.server.auth;

import dev.keepsake.Keepsake;
import java.util.function.LongSupplier;

/// The authenticator of a real memory, with a watch that a test sets.
public final class TickingAuthenticator {
  private TickingAuthenticator() {}

  /// @param nanos by which ages are measured
  public static Authenticator of(Keepsake keepsake, boolean always, LongSupplier nanos) {
    return new Authenticator(
        keepsake.accessKeys(), Identity.Local.of(keepsake), always, nanos::getAsLong);
  }
}
