package dev.keepsake.server.observe;

import java.util.Optional;

/// Which build this is.
public final class BuildVersion {
  private BuildVersion() {}

  /// As in the jar's manifest; `development` where the classes are not in a jar.
  public static String current() {
    return Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
